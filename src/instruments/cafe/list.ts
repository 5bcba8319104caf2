import type { Session } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import { noticeData } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { findPerson } from '../../store/person.ts';
import { listComing } from '../../store/rsvp.ts';
import { listWaiting } from '../../store/waiting.ts';
import { questionLines } from './questions.ts';

/** Who comes, who waits, in order, and what was asked: for those who look after the Café. */
export async function listCard(turn: Turn, session: Session, actions: Parameters<typeof noticeData>[2] = []) {
  const names = await namesOf(turn, await listComing(turn.tx, session.id));
  const waiting = await namesOf(turn, await listWaiting(turn.tx, session.id));
  const count = text('cafe.list.count', {
    count: names.length,
    seats: session.seats,
    when: frenchMoment(session.starts),
  });
  const list = waiting.length > 0 ? [text('cafe.list.waiting', { count: waiting.length })] : [];
  const questions = await questionLines(turn, session);
  const lines = [
    count,
    ...names.sort((a, b) => a.localeCompare(b, 'fr')),
    ...list,
    ...waiting.map((name, index) => text('cafe.list.place', { place: index + 1, name })),
    ...(questions.length > 0 ? [text('cafe.list.questions'), ...questions] : []),
  ];
  return noticeData(text('cafe.list.title', { title: session.title }), lines, actions);
}

async function namesOf(turn: Turn, ids: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  for (const id of ids) {
    const person = await findPerson(turn.tx, id);
    if (person) names.push(text('cafe.list.person', { name: person.name, department: person.department }));
  }
  return names;
}
