import { z } from 'zod';
import { atLocal } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import { QUESTION_DAYS } from '../../domain/retention.ts';
import { type Drawing, type Drawn, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice, noticeData } from '../../engine/notice.ts';
import { newId } from '../../engine/random.ts';
import { reachable } from '../../engine/reach.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { findMementoQuestion, saveMementoQuestion } from '../../store/memento-question.ts';
import { findPerson, listPeople, type Person } from '../../store/person.ts';

/** Characters of what somebody adds in their own words. */
const LONGEST = 300;

/** « Je n'ai pas compris »: which rule, and to whom it goes. */
export const unclearVerb = verb('memento.unclear', z.object({}), async (turn, { person }) => {
  const helpers = await helpersOf(turn, person);
  if (helpers.length === 0) return nobody('message');
  return {
    mode: 'message',
    template: 'memento-question',
    data: {
      names: namesOf(helpers),
      longest: LONGEST,
      rules: turn.programme.memento.rules.map(({ title }, index) => ({
        value: title,
        title: `${index + 1}. ${title}`,
      })),
    },
  };
});

/** Nominative by nature, and the card says so: a message of its own to the champions, once a rule and day. */
export const questionVerb = verb(
  'memento.question',
  z.object({ rule: z.string().default(''), words: z.string().trim().default('') }),
  async (turn, { person, data: { rule, words } }) => {
    if (rule === '') throw new Refusal('empty_answer');
    if (words.length > LONGEST) throw new Refusal('text_too_long', { limit: LONGEST });
    // A rule of another version: what is asked about is no more.
    if (!turn.programme.memento.rules.some(({ title }) => title === rule))
      throw new Refusal('memento_changed');
    const helpers = await helpersOf(turn, person);
    if (helpers.length === 0) return nobody('replace');
    const id = newId(turn.random);
    const day = turn.today.toString();
    const isNew = await saveMementoQuestion(turn.tx, { id, person_id: person.id, rule, words, on_day: day });
    if (!isNew) {
      const again = text('memento.question.again', { names: namesOf(helpers), count: helpers.length });
      return notice(text('memento.question.title.again'), [again], [], 'replace');
    }
    await turn.plan({
      campaign: `question/${id}`,
      template: 'memento-asked',
      params: { caller: person.id, question: id },
      to: helpers,
      // The day, not the minute.
      at: atLocal(turn.calendar, turn.today, '00:00'),
      until: turn.now.add({ hours: 24 * QUESTION_DAYS }),
      solicited: true,
      priority: 2,
    });
    const sent = text('memento.question.sent', { names: namesOf(helpers), count: helpers.length, rule });
    return notice(text('memento.question.title'), [sent], [], 'replace');
  },
);

const paramsSchema = z.object({ caller: z.string(), question: z.string() });

export async function drawAsked(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { caller: id, question: questionId } = paramsSchema.parse(params);
  const caller = await findPerson(turn.tx, id);
  const question = await findMementoQuestion(turn.tx, questionId);
  if (!caller || caller.leftOn || !question) return { skip: 'cancelled' };
  const { name, department } = caller;
  const words = question.words.split(/\s*[\r\n]+\s*/).filter((line) => line !== '');
  const lines = [
    text('memento.asked.body', { name, department, rule: question.rule }),
    ...(words.length > 0 ? [text('memento.asked.words'), ...words] : []),
    text('memento.asked.do'),
  ];
  return { card: 'notice', data: noticeData(text('memento.asked.title'), lines) };
}

/** The champions of one's service, else all of them, else the leads: whoever can be reached today. */
async function helpersOf(turn: Turn, person: Person): Promise<Person[]> {
  const everybody = await reachable(turn, await listPeople(turn.tx));
  const others = everybody.filter(({ id }) => id !== person.id);
  const champions = others.filter(({ roles }) => roles.includes('champion'));
  const near = champions.filter(({ department }) => department === person.department);
  const leads = others.filter(({ roles }) => roles.includes('lead'));
  return [near, champions, leads].find((group) => group.length > 0) ?? [];
}

function namesOf(people: readonly Person[]): string {
  return new Intl.ListFormat('fr').format(people.map(({ name }) => name));
}

function nobody(mode: 'message' | 'replace'): ReplyMessage {
  return notice(text('memento.question.title.none'), [text('memento.question.none')], [], mode);
}
