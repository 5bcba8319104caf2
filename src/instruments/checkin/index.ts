import { z } from 'zod';
import { TIME_BANDS } from '../../domain/checkin.ts';
import { Refusal } from '../../domain/errors.ts';
import { type Instrument, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { answerRound, hasAnswered, isOpen } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { lastSent } from '../../store/outbox.ts';
import type { Person } from '../../store/person.ts';
import { findRound, openRoundsOf } from '../../store/round.ts';
import { checkinPart, offered } from './part.ts';
import { checkinPersonal } from './personal.ts';
import { openCheckin, roundId } from './rounds.ts';
import { readWords } from './words.ts';

const paramsSchema = z.object({ wave: z.string(), week: z.number() });

/** An optional choice: an empty input is no answer. */
const choice = z.string().max(64).default('');

/** The weekly check-in: time saved or lost, in one tap; what helped or stood in the way, if one likes. */
export const checkin: Instrument = {
  name: 'checkin',
  personal: checkinPersonal,
  openWeek: openCheckin,
  weekly: checkinPart,
  verbs: [
    verb(
      'checkin.answer',
      z.object({ time: z.enum(TIME_BANDS) }),
      async (turn, { person, data, params }) => {
        await answerRound(turn, await roundOf(turn, person, params), person, { time: data.time });
        return { mode: 'redraw', state: { saved: true } };
      },
      { confidential: true },
    ),
    verb(
      'checkin.details',
      z.object({ useCase: choice, tool: choice, blocker: choice }),
      async (turn, { person, data, params }) => {
        const id = await roundOf(turn, person, params);
        const round = await findRound(turn.tx, id);
        if (!round || !isOpen(turn, round)) throw new Refusal('round_closed');
        if (!(await hasAnswered(turn, round, person.id))) throw new Refusal('tap_first');
        await answerRound(turn, id, person, chosen(turn, data));
        return { mode: 'redraw', state: { saved: true } };
      },
      { confidential: true },
    ),
    verb('checkin.edit', z.object({}), async () => ({ mode: 'redraw', state: { editing: true } })),
  ],
  async typed(turn, person, words) {
    const reading = readWords(words);
    if (!reading) return null;
    const [round] = await openRoundsOf(turn.tx, person.id, 'checkin');
    if (!round || !isOpen(turn, round)) return null;
    if (await surveyIsLast(turn, person)) return askWhich();
    if (reading === 'ask' || (reading.bare && !(await cardIsLast(turn, person)))) return askPrecise();
    await answerRound(turn, round.id, person, { time: reading.band });
    // The same words whatever was typed: chats are read by others too.
    return notice(
      text('checkin.typed.title'),
      [text('checkin.typed.body')],
      [{ title: text('checkin.edit'), data: { v: 'checkin.edit' } }],
    );
  },
};

/** How many messages are looked at to see what came last: no week has more. */
const LATELY = 10;

/**
 * Whether nothing has come to a person since the day of their weekly card: a bare word is an answer to what was asked
 * last. Messages keep their day, not their minute, so another one of that day counts.
 */
async function cardIsLast(turn: Turn, person: Person): Promise<boolean> {
  const rows = await lastSent(turn.tx, person.id, null, LATELY);
  const card = rows.find(({ template }) => template === 'weekly');
  const day = card?.sent_on;
  return day != null && rows.every(({ template, sent_on }) => template === 'weekly' || (sent_on ?? '') < day);
}

/** Whether the last question a person got is a survey that still takes answers. */
async function surveyIsLast(turn: Turn, person: Person): Promise<boolean> {
  const [last] = await lastSent(turn.tx, person.id, ['weekly', 'survey']);
  if (last?.template !== 'survey') return false;
  return (await openRoundsOf(turn.tx, person.id, 'survey')).some((round) => isOpen(turn, round));
}

/** A word that could be about two open questions is not guessed, nor kept in a button: the chat would tell it. */
function askWhich(): ReplyMessage {
  return notice(
    text('checkin.which.title'),
    [text('checkin.which.body')],
    [{ title: text('checkin.which.yes'), data: { v: 'checkin.edit' } }],
  );
}

/** « Oui » answers anything, « quelques heures » two bands: the card is offered, and says nothing of what was typed. */
function askPrecise(): ReplyMessage {
  return notice(
    text('checkin.precise.title'),
    [text('checkin.precise.body')],
    [{ title: text('checkin.precise.choose'), data: { v: 'checkin.edit' } }],
  );
}

/** The round of the answered card; of an answer without card, the last one open. */
async function roundOf(turn: Turn, person: Person, params: Record<string, unknown>): Promise<string> {
  const parsed = paramsSchema.safeParse(params);
  if (parsed.success) return roundId(parsed.data.wave, parsed.data.week);
  const [round] = await openRoundsOf(turn.tx, person.id, 'checkin');
  if (!round) throw new Refusal('round_closed');
  return round.id;
}

/** Only what the card offers is kept. */
function chosen(turn: Turn, data: Record<'useCase' | 'tool' | 'blocker', string>): Record<string, string> {
  const choices = offered(turn.programme);
  const answers: Record<string, string> = {};
  for (const [question, value] of Object.entries(data)) {
    if (value === '') continue;
    if (!choices.some((item) => item.question === question && item.value === value))
      throw new Refusal('bad_input');
    answers[question] = value;
  }
  return answers;
}
