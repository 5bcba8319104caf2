import { z } from 'zod';
import { erasePerson } from '../../engine/erase.ts';
import { type Drawing, type Drawn, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { note } from '../../engine/journal.ts';
import { isLastLead } from '../../engine/last-lead.ts';
import { notice, noticeData } from '../../engine/notice.ts';
import { newId } from '../../engine/random.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { countAbout, FAMILIES, type Family } from '../../store/personal.ts';

/** Days during which it is of use to the leads: after that, the list has been read again. */
const DAYS = 30;

/** What the confirmation does not count: it is of no interest, or stays. */
const UNTOLD: ReadonlySet<Family> = new Set([
  'decisions',
  'launches',
  'acts',
  'links',
  'sandbox',
  'identity',
]);

/** « Effacer mes données »: says what goes, what stays and why; done at the second tap. */
export const eraseVerb = verb(
  'rights.erase',
  z.object({ sure: z.boolean().optional() }),
  async (turn, { person, data }) => (data.sure ? erase(turn, person) : ask(turn, person)),
);

async function ask(turn: Turn, person: Person): Promise<ReplyMessage> {
  const counts = await countAbout(turn.tx, person);
  const goes = FAMILIES.filter((family) => counts[family] > 0 && !UNTOLD.has(family)).map((family) =>
    text('rights.erase.count', { family: text(`rights.family.${family}`), count: counts[family] }),
  );
  const lines = [
    text('rights.erase.goes', { list: [text('rights.erase.identity'), ...goes].join(', ') }),
    text('rights.erase.open'),
    text('rights.erase.totals', { figure: turn.programme.thresholds.figure }),
    ...(counts.decisions + counts.acts > 0
      ? [text('rights.erase.acts', { count: counts.decisions + counts.acts })]
      : []),
    text((await isLastLead(turn.tx, person)) ? 'rights.erase.last' : 'rights.erase.list'),
    text('rights.erase.final'),
  ];
  return notice(text('rights.erase.title'), lines, [
    { title: text('rights.erase.sure'), data: { v: 'rights.erase', sure: true } },
    { title: text('rights.erase.back'), data: { v: 'rights.show', page: 1 } },
  ]);
}

async function erase(turn: Turn, person: Person): Promise<ReplyMessage> {
  const lastLead = await isLastLead(turn.tx, person);
  const { alias } = await erasePerson(turn, person, turn.seal);
  await note(turn, alias, 'person.erase');
  await tellWhoLeads(turn, person.id, lastLead);
  // The same whatever was open: the chat keeps this message, and others may read the chat.
  return notice(
    text('rights.erased.title'),
    [text('rights.erased.body'), text('rights.erased.list'), text('rights.erased.chat')],
    [],
    'replace',
  );
}

const paramsSchema = z.object({ line: z.string(), lastLead: z.boolean().default(false) });

/**
 * Which line of the list is to go, and nothing else; of the message itself only the count is kept. When nobody leads any
 * more, the leadership hears of both.
 */
async function tellWhoLeads(turn: Turn, line: string, lastLead: boolean): Promise<void> {
  const reader = lastLead ? 'leadership' : 'lead';
  await turn.plan({
    campaign: `erased/${newId(turn.random)}`,
    template: 'rights-erased',
    params: { line, lastLead },
    to: (await listPeople(turn.tx)).filter(({ roles }) => roles.includes(reader)),
    at: turn.now,
    until: turn.now.add({ hours: 24 * DAYS }),
    solicited: true,
    ephemeral: true,
    priority: 2,
  });
}

export async function drawErased(_turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { line, lastLead } = paramsSchema.parse(params);
  const body = [text('rights.lead.body', { line }), ...(lastLead ? [text('rights.lead.last')] : [])];
  return { card: 'notice', data: noticeData(text('rights.lead.title'), body) };
}
