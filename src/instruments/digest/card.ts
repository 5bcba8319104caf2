import { Temporal } from 'temporal-polyfill';
import { localDate } from '../../domain/calendar.ts';
import type { DigestData } from '../../domain/digest.ts';
import { may } from '../../domain/may.ts';
import type { CardData } from '../../engine/instrument.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listDecisions } from '../../store/decision.ts';
import type { DigestRow } from '../../store/digest.ts';
import { findPerson, type Person } from '../../store/person.ts';
import { mayAnswer } from './followup/asked.ts';
import { figuresOf, wordsOf } from './stored.ts';
import { frenchDate } from './words/figures.ts';
import { DECISIONS, fitCard, labelText } from './words/fit.ts';
import { tell } from './words/story.ts';

/**
 * The card of a digest, as it was posted, or from its figures while it is not; with the decisions taken since.
 * `reader` null: the leadership channel. Buttons are shown to those who may use them.
 */
export async function digestCard(turn: Turn, row: DigestRow, reader: Person | null): Promise<CardData> {
  const data = figuresOf(row);
  const asked = 'asked' in data.sections.decision;
  const decisions = asked ? await decisionsText(turn, data.wave) : '';
  return {
    ...(wordsOf(row)?.card ?? cardWords(data, row.note)),
    decisions,
    hasDecisions: decisions !== '',
    wave: data.wave,
    milestone: data.milestone,
    decide: asked && (reader === null || may(reader, 'digest.decide')),
    canAnswer: row.status === 'posted' && (await mayAnswer(turn, data.wave, reader)),
    hasOpen: false,
    open: [],
    hasPast: false,
    past: [],
  };
}

/** The words of a card, 1,200 characters at most with the decisions that are to come. */
export function cardWords(data: DigestData, written: string | null) {
  const { verdict, tone, hidden, first, more, lines, charts, limits } = tell(data);
  const note = written ? text('digest.note', { note: written }) : '';
  const fitted = fitCard({
    fixed: [verdict, hidden, first, note],
    reserved: 'asked' in data.sections.decision ? DECISIONS : 0,
    ending: limits,
    advice: more,
    lines,
    charts,
  });
  return {
    verdict,
    tone,
    hidden,
    first,
    more: fitted.advice.map((advice) => ({ advice })),
    note,
    hasNote: note !== '',
    charts: fitted.charts,
    lines: fitted.lines.map((line) => ({ label: labelText(line.label), text: line.text })),
    limits: fitted.ending,
    hasLimits: fitted.ending !== '',
  };
}

/** « Décision : étendre (Prénom Nom, le 1 mars 2027) ; maintenir (…). », as many as there is room for. */
async function decisionsText(turn: Turn, wave: string): Promise<string> {
  const full: string[] = [];
  const brief: string[] = [];
  const said = new Set<string>();
  for (const { person_id, decision, at } of await listDecisions(turn.tx, wave)) {
    const values = {
      decision: text(`digest.decision.${decision}`),
      who: (await findPerson(turn.tx, person_id))?.name ?? text('digest.decision.someone'),
      on: frenchDate(localDate(turn.calendar, Temporal.Instant.from(at))),
    };
    full.push(text('digest.decision.by', values));
    // Where room is missing dates go first, and whoever says the same as somebody before: all that differs is shown.
    if (said.has(decision)) brief.push(text('digest.decision.brief', values));
    else brief.splice(said.size, 0, text('digest.decision.brief', values));
    said.add(decision);
  }
  const whole = takenText(full, 0);
  if (whole.length <= DECISIONS) return whole;
  for (let shown = brief.length; shown > 0; shown--) {
    const words = takenText(brief.slice(0, shown), brief.length - shown);
    if (words.length <= DECISIONS || shown <= said.size) return words;
  }
  return '';
}

function takenText(taken: readonly string[], rest: number): string {
  if (taken.length === 0) return '';
  const more = rest > 0 ? [text('digest.decision.more', { count: rest })] : [];
  return text('digest.decision.taken', { list: [...taken, ...more].join('\u00a0; ') });
}
