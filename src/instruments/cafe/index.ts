import type { Instrument } from '../../engine/instrument.ts';
import { sessionsInForce } from '../../engine/sessions.ts';
import { markPresent } from './attendance.ts';
import { cancelVerbs } from './cancel.ts';
import { changes, drawChange } from './changes.ts';
import { checks, drawCheck } from './check.ts';
import { command } from './command.ts';
import { feedbacks } from './feedback.ts';
import { drawFeedback, feedbackVerbs } from './feedback-answer.ts';
import { drawMessage, messageVerb } from './message.ts';
import { moveVerb } from './move.ts';
import { cafePersonal } from './personal.ts';
import { proposeVerb } from './propose.ts';
import { drawProposed } from './proposed.ts';
import { askQuestion, questionsVerb } from './questions.ts';
import { drawList, drawReminder, drawSeat, drawWaiting, reminders } from './reminders.ts';
import { rsvpVerbs, typedYes } from './rsvp.ts';
import { freedSeats } from './seats.ts';
import { listVerb } from './show-list.ts';
import { weeklyPart } from './weekly.ts';

/**
 * Café IA: invited in the weekly card, RSVP changeable, a waiting list that moves up by itself, questions before, a
 * reminder to those who come, attendance and two confidential taps after. Those of the file and those proposed in chat
 * are one season; whatever changes is told to those concerned.
 */
export const cafe: Instrument = {
  name: 'cafe',
  personal: cafePersonal,
  async occurrences(turn, wave) {
    // The season belongs to nobody in particular: it is listed with the first wave.
    if (wave.id !== turn.programme.waves[0]?.id) return [];
    const sessions = await sessionsInForce(turn);
    return [
      ...changes(turn, sessions),
      ...checks(turn, sessions),
      ...(await freedSeats(turn, sessions)),
      ...reminders(turn, sessions),
      ...feedbacks(turn, sessions),
    ];
  },
  draw: {
    'cafe-reminder': drawReminder,
    'cafe-seat': drawSeat,
    'cafe-waiting': drawWaiting,
    'cafe-list': drawList,
    'cafe-message': drawMessage,
    'cafe-change': drawChange,
    'cafe-check': drawCheck,
    'cafe-proposed': drawProposed,
    'cafe-feedback': drawFeedback,
  },
  commands: [command],
  weekly: weeklyPart,
  typed: typedYes,
  verbs: [
    ...rsvpVerbs,
    ...[listVerb, questionsVerb, messageVerb, markPresent],
    ...[askQuestion, proposeVerb, ...cancelVerbs, moveVerb],
    ...feedbackVerbs,
  ],
};
