import { z } from 'zod';
import { type Instrument, type ReplyMessage, type Verb, verb } from '../../engine/instrument.ts';
import { aboutPerson, notByName } from '../../engine/personal.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { pagesOf } from './pages.ts';

/** Everything held about somebody, a page at a time; past the last page, the last. */
export async function showRights(
  turn: Turn,
  person: Person,
  instruments: readonly Instrument[],
  wanted: number,
  mode: 'message' | 'replace',
): Promise<ReplyMessage> {
  const pages = pagesOf([...(await aboutPerson(turn, person, instruments)), ...notByName(turn)]);
  const number = Math.min(wanted, pages.length);
  const data = {
    introduction: number === 1 ? text('rights.introduction') : '',
    matters: (pages[number - 1] ?? []).map(({ title, lines }) => ({
      title,
      lines: lines.map((line) => ({ line })),
    })),
    pages: pages.length > 1 ? text('rights.pages', { number, count: pages.length }) : '',
    next: number < pages.length ? number + 1 : 0,
    previous: number - 1,
  };
  return { mode, template: 'rights', data };
}

export function showVerb(instruments: readonly Instrument[]): Verb {
  return verb(
    'rights.show',
    z.object({ page: z.coerce.number().int().min(1).default(1) }),
    (turn, { person, data }) => showRights(turn, person, instruments, data.page, 'replace'),
  );
}
