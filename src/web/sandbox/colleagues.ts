import type { Card } from '../../channels/channel.ts';
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
/** Cards in the place of one another: a long survey has about ten. */
const MOST_CHANGES = 20;
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
  await sandbox.engine.settle();
  return answered;

  async function answer(person: Person, message: SandboxMessage): Promise<boolean> {
    const card = cardOf(message);
    return card ? deal(person, message.id, card, NEW, 0) : false;
  }

  /** What they do with a card, then with each one that takes its place: a survey comes one question at a time. */
  async function deal(
    person: Person,
    id: string,
    card: Card,
    after: string,
    changes: number,
  ): Promise<boolean> {
    if (changes > MOST_CHANGES) return false;
    let acted = false;
    for (const gesture of behaviour.react(person, { id, offers: offersOf(card), after, changes }, now)) {
      if (!('data' in gesture)) continue;
      const { v: verb, m, ...data } = gesture.data;
      try {
        const shown = await answerCard(
          sandbox.engine,
          person.id,
          { message: id, verb, data },
          { settle: false },
        );
        acted = true;
        if (shown.id === id && shown.card) await deal(person, id, shown.card, verb, changes + 1);
      } catch {
        // A refusal (closed, full) is an answer too: colleagues shrug and go on.
      }
    }
    return acted;
  }
}
