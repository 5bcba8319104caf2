import { z } from 'zod';
import { scopeOf } from '../../domain/may.ts';
import { hasEnded } from '../../domain/wave.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople, type Person } from '../../store/person.ts';
import type { RoundRow } from '../../store/round.ts';
import { BUTTONS } from './buttons.ts';
import { pickedSurvey } from './offer.ts';
import { codeOf, EVERYBODY, nameOf } from './target.ts';
import { audienceOf, theirRound, theirs } from './theirs.ts';
import { titleOf } from './title.ts';

/** `sondage dupliquer`: the last surveys that can be asked again, each once. */
export async function repeatable(turn: Turn, person: Person): Promise<ReplyMessage> {
  const rounds = [...(await theirs(turn, person, 'open')), ...(await theirs(turn, person, 'closed'))]
    .filter((round) => isLaunchable(turn, round))
    .toSorted((one, other) => (one.opened_at < other.opened_at ? 1 : -1));
  const last = [...new Map(rounds.toReversed().map((round) => [round.subject, round])).values()].toReversed();
  const title = text('survey.again.title');
  if (last.length === 0) return notice(title, [text('survey.again.none')]);
  return notice(
    title,
    [text('survey.again.body')],
    last.slice(0, BUTTONS).map((round) => ({
      title: titleOf(turn, round),
      data: { v: 'survey.again', round: round.id },
    })),
  );
}

/** Its questions are still there to be asked. */
export function isLaunchable(turn: Turn, { subject }: Pick<RoundRow, 'subject'>): boolean {
  const survey = turn.programme.surveys.find(({ id }) => id === subject);
  return survey !== undefined && survey.purpose !== 'baseline';
}

/** The same survey to be sent again: to whom and when is asked, then all is shown before anything leaves. */
export const againVerb = verb(
  'survey.again',
  z.object({ round: z.string() }),
  async (turn, { person, data }) => {
    const round = await theirRound(turn, person, data.round);
    const survey = pickedSurvey(turn, round.subject);
    const choices = await targetsFor(turn, person);
    const [audience = EVERYBODY] = audienceOf(round);
    const target = choices.some(({ value }) => value === audience) ? audience : (choices[0]?.value ?? '');
    return {
      mode: 'message',
      template: 'survey-again',
      data: { survey: survey.id, name: survey.title, choices, target, today: turn.today.toString() },
    } satisfies ReplyMessage;
  },
);

/** What somebody may ask: their own service; for a lead everybody, a wave, or any service. */
async function targetsFor(turn: Turn, person: Person): Promise<{ title: string; value: string }[]> {
  if (scopeOf(person, 'survey.launch') !== 'all')
    return [{ title: person.department, value: person.department }];
  const departments = [...new Set((await listPeople(turn.tx)).map(({ department }) => department))].sort();
  const waves = turn.programme.waves.filter((wave) => !hasEnded(wave));
  return [
    { title: nameOf(EVERYBODY), value: EVERYBODY },
    ...waves.map(({ id, name }) => ({ title: name, value: codeOf({ kind: 'wave', wave: id }) })),
    ...departments.map((department) => ({ title: department, value: department })),
  ];
}
