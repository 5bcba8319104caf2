import { z } from 'zod';
import { createSeal } from '../../src/engine/seal.ts';
import { parseSecret } from '../../src/secret.ts';
import { rowsOf } from './account.ts';
import { SURVEY } from './commune.ts';
import type { House } from './house.ts';

const roundSchema = z.object({ salt: z.instanceof(Buffer) });
const sealedSchema = z.object({ token: z.instanceof(Buffer), box: z.instanceof(Buffer) });
const answersSchema = z.looseObject({ answers: z.record(z.string(), z.string()) });

/**
 * What everybody's answer to a question of the survey is, by person: opened with the secret, as closing will. `strays`:
 * answers of nobody.
 */
export function storedAnswers({ file, environment, people }: House, question: string) {
  const [round] = rowsOf(file, roundSchema, 'select salt from round where id = ?', SURVEY);
  const secret = parseSecret(environment.PERCOLATEUR_SECRET ?? '');
  if (!round || !secret) throw new Error('no open round');
  const seal = createSeal(secret, round.salt, (size) => Buffer.alloc(size));
  const boxes = rowsOf(file, sealedSchema, 'select token, box from sealed_answer where round_id = ?', SURVEY);
  const sealed = new Map(boxes.map(({ token, box }) => [token.toString('hex'), { token, box }]));
  const stored = new Map<string, string | undefined>();
  for (let number = 1; number <= people; number++) {
    const found = sealed.get(seal.token(`p${number}`).toString('hex'));
    if (found)
      stored.set(`p${number}`, answersSchema.parse(seal.open(found.token, found.box)).answers[question]);
  }
  return { stored, strays: boxes.length - stored.size };
}
