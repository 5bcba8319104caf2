import { Temporal } from 'temporal-polyfill';
import { type AuditAct, OPERATOR, SERVICE } from '../domain/audit.ts';
import { type AuditRow, hasAct, insertAct, listActs } from '../store/audit.ts';
import { findPerson } from '../store/person.ts';
import type { Tx } from '../store/store.ts';
import { frenchDay } from './dates.ts';
import type { ReplyMessage } from './instrument.ts';
import { notice } from './notice.ts';
import { text, textOf } from './texts.ts';
import type { Turn } from './turn.ts';

/**
 * Writes a privileged act in the journal, in the transaction of the act itself. `actor`: a person's id, or `OPERATOR`.
 * `object`: what it was done to, never an answer nor a word that somebody typed.
 */
export async function note(
  turn: Pick<Turn, 'tx' | 'today'>,
  actor: string,
  act: AuditAct,
  object = '',
): Promise<void> {
  await insertAct(turn.tx, { on_day: turn.today.toString(), actor, act, object });
}

/** The same, of what can be tried again and again: the first time of a day. */
export async function noteOnce(
  turn: Pick<Turn, 'tx' | 'today'>,
  actor: string,
  act: AuditAct,
  object: string,
): Promise<void> {
  const row = { on_day: turn.today.toString(), actor, act, object };
  if (!(await hasAct(turn.tx, row))) await insertAct(turn.tx, row);
}

/** An act in a sentence: « jeudi 3 décembre 2026 : Prénom Nom, vague mise en pause (pilote) ». */
export async function actLine(tx: Tx, row: AuditRow): Promise<string> {
  return text('journal.line', { day: dayOf(row), who: await whoOf(tx, row.actor), what: deedOf(row) });
}

/** The same to its author. */
export function ownActLine(row: Pick<AuditRow, 'on_day' | 'act' | 'object'>): string {
  return text('journal.own', { day: dayOf(row), what: deedOf(row) });
}

/** How many of the last acts a card shows; the command line shows all. */
const SHOWN = 15;

/** The last acts, to a lead and in private. */
export async function showJournal(turn: Pick<Turn, 'tx'>): Promise<ReplyMessage> {
  const rows = await listActs(turn.tx, SHOWN);
  const lines = await Promise.all(rows.map((row) => actLine(turn.tx, row)));
  const told = lines.length > 0 ? lines : [text('journal.empty')];
  return notice(text('journal.title'), [...told, text('journal.more')]);
}

async function whoOf(tx: Tx, actor: string): Promise<string> {
  if (actor === OPERATOR || actor === SERVICE) return text(`journal.actor.${actor}`);
  return (await findPerson(tx, actor))?.name ?? text('journal.actor.erased');
}

function dayOf({ on_day }: Pick<AuditRow, 'on_day'>): string {
  return frenchDay(Temporal.PlainDate.from(on_day), true);
}

function deedOf({ act, object }: Pick<AuditRow, 'act' | 'object'>): string {
  const [reason = '', verb = ''] = object.split(' ');
  const why = act === 'refused' ? textOf(`journal.refused.${reason}`) : null;
  if (why) return withObject(text('journal.refused', { why }), verb);
  const what = textOf(`journal.act.${act}`) ?? act;
  return withObject(what, act === 'purge' ? countsOf(object) : object);
}

function withObject(what: string, object: string): string {
  return object === '' ? what : text('journal.object', { what, object });
}

/** « cafes=3 » in words. */
function countsOf(object: string): string {
  const counts = object.split(' ').map((part) => {
    const [family = '', count = ''] = part.split('=');
    return text('journal.count', { family: textOf(`rights.family.${family}`) ?? family, count });
  });
  return counts.join(', ');
}
