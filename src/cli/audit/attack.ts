import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../../domain/errors.ts';
import { checkCards } from './cards.ts';
import { checkCells } from './cells.ts';
import { checkCodes } from './codes.ts';
import { checkCommits, checkOrder } from './commits.ts';
import { checkBefore, checkCopy } from './copies.ts';
import { checkDigests } from './digests.ts';
import { checkFile, checkForeign } from './files.ts';
import type { Finding } from './finding.ts';
import { checkFrozen } from './frozen.ts';
import { checkRemains, checkShortLived } from './leftovers.ts';
import { checkOpened } from './opened.ts';
import { checkOutbox } from './outbox.ts';
import { checkPacked } from './packed.ts';
import { checkModes, type Places } from './places.ts';
import type { Attempt } from './report.ts';
import { checkRounds } from './rounds.ts';
import type { Scene } from './scene.ts';
import { checkDays, checkSchema } from './schema.ts';
import { checkAttention, checkTokens } from './tokens.ts';

type Circumstances = {
  places: Places;
  /** A copy taken before. */
  before: string | null;
  /** Whether it talks to real people, on the clock of this machine: a sandbox has a time of its own. */
  real: boolean;
};

/** Every way we know of joining an answer to a person, tried on the files as they lie. */
export function attack(scene: Scene, { places, before, real }: Circumstances): Attempt[] {
  const today = real ? Temporal.Now.plainDateISO('UTC') : null;
  return [
    tried('schema', [...checkSchema(scene), ...checkModes(scene.file)]),
    tried('rounds', checkRounds(scene)),
    tried('tokens', [...checkTokens(scene), ...checkAttention(scene)]),
    { ...tried('opened', checkOpened(scene)), skipped: scene.secret ? null : 'noSecret' },
    tried('codes', checkCodes(scene)),
    tried('remains', checkRemains(scene)),
    tried('commits', checkCommits(scene)),
    tried('order', checkOrder(scene)),
    tried('days', [...checkDays(scene), ...checkShortLived(scene, today)]),
    tried('outbox', checkOutbox(scene)),
    tried('cards', checkCards(scene)),
    tried('cells', checkCells(scene)),
    tried('published', [...checkFrozen(scene), ...checkDigests(scene)]),
    tried('copies', [
      ...places.copies.filter((path) => path !== before).flatMap((path) => ours(scene, path)),
      ...places.packed.flatMap((path) => checkPacked(scene, path, ours)),
    ]),
    { ...tried('before', before ? checkBefore(scene, before) : []), skipped: before ? null : 'noBefore' },
    tried(
      'files',
      places.texts.flatMap((path) => checkFile(scene, path)),
    ),
  ];
}

function tried(name: Attempt['name'], findings: Finding[]): Attempt {
  return { name, findings, skipped: null };
}

/** A database that is not ours is read as any other file. */
function ours(scene: Scene, path: string, named = path): Finding[] {
  try {
    return checkCopy(scene, path, named);
  } catch (error) {
    if (error instanceof Refusal) return checkForeign(scene, path, named);
    throw error;
  }
}
