import { Temporal } from 'temporal-polyfill';
import type { SurveyDefinition } from '../../domain/survey.ts';
import { opensOn } from '../../domain/survey-weeks.ts';
import { hasEnded } from '../../domain/wave.ts';
import { frenchDay, frenchInstant } from '../../engine/dates.ts';
import type { InForce } from '../../engine/in-force.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listRounds } from '../../store/round.ts';
import { differences, same, type Told } from './told.ts';

/** A survey that is open keeps the questions and the closing date that its card bears. */
export async function surveysTold(turn: Turn, before: InForce): Promise<Told> {
  const { added, removed, changed } = differences(before.programme.surveys, turn.programme.surveys);
  const open = await listRounds(turn.tx, { kind: 'survey', status: 'open' });
  const planned = changed.flatMap(({ before, after }) => {
    if (same(before.questions, after.questions) && same(before.rounds, after.rounds)) return [];
    const closings = open.filter(({ subject }) => subject === after.id).map(({ closes_at }) => closes_at);
    const last = closings.sort().at(-1);
    if (last === undefined) return [];
    const closes = frenchInstant(Temporal.Instant.from(last), turn.calendar.zone);
    return [text('programme.planned.survey', { title: before.title, closes })];
  });
  planned.push(...roundsGone(turn, before));
  return {
    file: 'sondages',
    what: [
      ...added.map(({ title }) => text('programme.surveys.added', { title })),
      ...removed.map(({ title }) => text('programme.surveys.removed', { title })),
      ...changed.map(({ before, after }) =>
        text('programme.surveys.changed', { title: before.title, parts: partsOf(before, after) }),
      ),
    ],
    planned,
  };
}

/** Rounds that were still to come, and that nobody will be asked: of the waves that stay. */
function roundsGone(turn: Turn, before: InForce): string[] {
  const kept = new Set(
    turn.programme.surveys.flatMap(({ id, rounds }) => rounds.map((_, index) => `${id} ${index}`)),
  );
  return turn.programme.waves
    .filter((wave) => !hasEnded(wave))
    .flatMap((wave) =>
      before.programme.surveys.flatMap(({ id, title, rounds }) =>
        rounds.flatMap(({ opens }, index) => {
          const on = opensOn(before.calendar, wave, opens);
          if (kept.has(`${id} ${index}`) || Temporal.PlainDate.compare(on, turn.today) <= 0) return [];
          return [text('programme.planned.round_gone', { title, on: frenchDay(on, true), wave: wave.name })];
        }),
      ),
    );
}

function partsOf(before: SurveyDefinition, after: SurveyDefinition): string {
  const parts = [
    same(before.questions, after.questions) ? null : text('programme.surveys.questions'),
    same(before.rounds, after.rounds) ? null : text('programme.surveys.dates'),
    before.title === after.title && before.introduction === after.introduction
      ? null
      : text('programme.surveys.texts'),
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(', ') : text('programme.surveys.other');
}
