import { Temporal } from 'temporal-polyfill';
import { localDate } from '../../domain/calendar.ts';
import type { DigestData } from '../../domain/digest.ts';
import type { CardData } from '../../engine/instrument.ts';
import { mayUse } from '../../engine/roles.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listDecisions } from '../../store/decision.ts';
import type { DigestRow } from '../../store/digest.ts';
import { findPerson, type Person } from '../../store/person.ts';
import { figuresOf } from './stored.ts';
import { frenchDate } from './words/figures.ts';
import { DECISIONS, fitCard, labelText } from './words/fit.ts';
import { tell } from './words/story.ts';

/** Who may decide on what follows the pilot. */
export const DECIDERS = ['leadership'] as const;

/**
 * The card of a digest, from its stored figures and the decisions taken since. `reader` null: the leadership
 * channel. Buttons are shown to those who may use them.
 */
export async function digestCard(turn: Turn, row: DigestRow, reader: Person | null): Promise<CardData> {
  const data = figuresOf(row);
  const asked = 'asked' in data.sections.decision;
  const decisions = asked ? await decisionsText(turn, data.wave) : '';
  return {
    ...cardWords(data, row.note, decisions),
    wave: data.wave,
    milestone: data.milestone,
    decide: asked && (reader === null || mayUse(reader, DECIDERS)),
    hasOpen: false,
    open: [],
  };
}

/** The words of a card, 1,200 characters at most. */
export function cardWords(data: DigestData, written: string | null, decisions: string) {
  const { verdict, tone, hidden, first, lines, charts, limits } = tell(data);
  const note = written ? text('digest.note', { note: written }) : '';
  const fitted = fitCard({ fixed: [verdict, hidden, first, note, decisions], ending: limits, lines, charts });
  return {
    verdict,
    tone,
    hidden,
    first,
    note,
    hasNote: note !== '',
    charts: fitted.charts,
    lines: fitted.lines.map((line) => ({ label: labelText(line.label), text: line.text })),
    decisions,
    hasDecisions: decisions !== '',
    limits: fitted.ending,
    hasLimits: fitted.ending !== '',
  };
}

/** « Décision : étendre (Prénom Nom, le 1 mars 2027) ; maintenir (…). », as many as there is room for. */
async function decisionsText(turn: Turn, wave: string): Promise<string> {
  const taken: string[] = [];
  for (const { person_id, decision, at } of await listDecisions(turn.tx, wave)) {
    const person = await findPerson(turn.tx, person_id);
    taken.push(
      text('digest.decision.by', {
        decision: text(`digest.decision.${decision}`),
        who: person?.name ?? text('digest.decision.someone'),
        on: frenchDate(localDate(turn.calendar, Temporal.Instant.from(at))),
      }),
    );
  }
  for (let shown = taken.length; shown > 0; shown--) {
    const rest = taken.length - shown;
    const more = rest > 0 ? [text('digest.decision.more', { count: rest })] : [];
    const words = text('digest.decision.taken', {
      list: [...taken.slice(0, shown), ...more].join('\u00a0; '),
    });
    if (words.length <= DECISIONS || shown === 1) return words;
  }
  return '';
}
