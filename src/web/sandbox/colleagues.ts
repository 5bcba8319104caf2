import { createBehaviour } from '../../simulation/behaviour.ts';
import { NEW } from '../../simulation/habits.ts';
import { offersOf } from '../../simulation/offers.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { latestSandboxMessages, type SandboxMessage } from '../../store/sandbox.ts';
import { answerCard } from './chat.ts';
import { cardOf } from './messages.ts';
import type { Sandbox } from './sandbox.ts';

/** Messages of a chat a colleague still looks at. */
const LOOKED_AT = 3;
/** The same colleagues in every sandbox. */
const SEED = 7;

/** Messages that simulated colleagues have already dealt with, or let pass. */
const dealtWith = new WeakMap<Sandbox, Set<string>>();

/** Simulated colleagues answer what lies open in their chats, each as their character has it; `except` answers alone. */
export async function letColleaguesAnswer(sandbox: Sandbox, except: string | null): Promise<number> {
  const seen = dealtWith.get(sandbox) ?? new Set<string>();
  dealtWith.set(sandbox, seen);
  const { people, launchDate, now } = await sandbox.engine.inTurn(async (turn) => ({
    people: await listPeople(turn.tx),
    launchDate: turn.programme.waves[0]?.launchDate ?? turn.today.toString(),
    now: turn.now.toZonedDateTimeISO(turn.calendar.zone),
  }));
  const behaviour = createBehaviour(SEED, launchDate);
  let answered = 0;
  for (const person of people) {
    if (person.id === except) continue;
    const messages = await sandbox.engine.inTurn((turn) =>
      latestSandboxMessages(turn.tx, person.id, LOOKED_AT),
    );
    for (const message of messages) {
      if (seen.has(message.id)) continue;
      seen.add(message.id);
      if (await answer(person, message)) answered += 1;
    }
  }
  return answered;

  async function answer(person: Person, message: SandboxMessage): Promise<boolean> {
    const card = cardOf(message);
    if (!card) return false;
    const open = { id: message.id, offers: offersOf(card), after: NEW };
    let acted = false;
    for (const gesture of behaviour.react(person, open, now)) {
      if (!('data' in gesture)) continue;
      const { v: verb, m, ...data } = gesture.data;
      try {
        await answerCard(sandbox.engine, person.id, { message: message.id, verb, data });
        acted = true;
      } catch {
        // A refusal (closed, full) is an answer too: colleagues shrug and go on.
      }
    }
    return acted;
  }
}
