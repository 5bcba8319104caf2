import { createAgenda } from '../../simulation/agenda.ts';
import type { Cast, Deed, Impossible } from '../../simulation/cast.ts';
import { createMemory } from '../../simulation/memory.ts';
import type { ScriptedAnswer } from './answers.ts';

/** Messages of a chat that an answer of the file may still be about. */
const CHAT_LENGTH = 12;

/** Plays exactly the answers of a file: everybody has the app, and nobody does anything else. */
export function createScript(
  answers: readonly ScriptedAnswer[],
  zone: string,
  span: { from: number; to: number },
  leadershipChannel: string,
): Cast {
  const agenda = createAgenda<ScriptedAnswer>();
  const early: ScriptedAnswer[] = [];
  const memory = createMemory(CHAT_LENGTH);
  let replies = 0;
  for (const answer of answers) {
    const at = answer.at.toZonedDateTime(zone).epochMilliseconds;
    if (at < span.from || at > span.to) early.push(answer);
    else agenda.add(at, answer);
  }

  return {
    receive(address, message) {
      memory.keep(address, message.id ?? '', message);
      return { outcome: 'delivered', platformId: message.id };
    },
    nextAt: () => (early.length > 0 ? span.from : agenda.nextAt()),
    next(now) {
      const missed = early.shift();
      if (missed) return { person: missed.person, line: missed.line, impossible: 'outside_the_demo' };
      const answer = agenda.take(now);
      return answer ? deedOf(answer) : null;
    },
    see({ person, place, act }, reply) {
      if (!reply) return;
      const answered = 'data' in act && reply.mode === 'replace' ? act.data.m : undefined;
      memory.keep(place ?? person, answered ?? `reply ${++replies}`, reply.message);
    },
  };

  /** The person's last message with that button, else the leadership channel's; what the file gives wins. */
  function deedOf({ person, verb, data, line }: ScriptedAnswer): Deed | Impossible {
    for (const place of [null, leadershipChannel]) {
      const offer = memory.find(place ?? person, verb, data);
      if (offer)
        return { person, place, line, act: { data: { ...offer.data, ...data, v: verb, m: offer.data.m } } };
    }
    return { person, line, impossible: 'no_such_button_yet' };
  }
}
