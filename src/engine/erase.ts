import { erasePersonRows } from '../store/erase.ts';
import type { Person } from '../store/person.ts';
import type { FamilyCounts } from '../store/personal.ts';
import { deleteSealed, listRounds } from '../store/round.ts';
import { setSetting } from '../store/setting.ts';
import { SCRUB_DUE } from './closing.ts';
import { campaignTitle } from './outbox-report.ts';
import { newId } from './random.ts';
import type { Turn } from './turn.ts';

/**
 * What erasing somebody did: rows by family, and `answers`, the open rounds they had answered (null without the
 * secret). What they did for the organisation stays under `alias`.
 */
export type Erasure = FamilyCounts & { answers: number | null; alias: string };

/**
 * Erases everything that bears somebody's name, and with the secret their answers to what is open: their token is
 * the only way to find them. What was closed is totals, and a closed week's sums wait sealed: nobody can take one
 * person out of them. The file is scrubbed afterwards.
 */
export async function erasePerson(
  turn: Pick<Turn, 'tx' | 'random'>,
  person: Person,
  seal: Turn['seal'] | null,
): Promise<Erasure> {
  const answers = seal ? await eraseOpenAnswers(turn, person.id, seal) : null;
  const alias = `erased:${newId(turn.random)}`;
  const erased = await erasePersonRows(turn.tx, person, alias, campaignTitle);
  await setSetting(turn.tx, SCRUB_DUE, '1');
  return { ...erased, answers, alias };
}

async function eraseOpenAnswers(
  { tx }: Pick<Turn, 'tx'>,
  personId: string,
  seal: Turn['seal'],
): Promise<number> {
  let answers = 0;
  for (const { id, salt } of await listRounds(tx, { status: 'open' })) {
    if (salt && (await deleteSealed(tx, id, seal(salt).token(personId)))) answers += 1;
  }
  return answers;
}
