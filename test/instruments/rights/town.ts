import { staff } from '../../support/commune.ts';
import { type Program, words } from '../../support/program.ts';

export const SERVICE = 'Services techniques';

export const people = [
  ...staff(SERVICE, 14).map((person) =>
    person.id === 'p03' ? { ...person, name: 'Capucine Vautrin' } : person,
  ),
  { id: 'ref', department: SERVICE, roles: 'referent' },
  { id: 'dgs', department: 'Direction générale', roles: 'direction' },
  { id: 'pil', department: 'Direction générale', roles: 'pilote' },
];

/** The first week: p03 does everything that is nominative, and answers the check-in. */
export async function busy(program: Program): Promise<void> {
  await program.travel('2026-12-03T12:00');
  await program.tap('p03', 'checkin.answer', { time: 'h1to2' });
  await program.tap('p03', 'memento.acknowledge', { version: '1.0' });
  await program.act('p03', 'memento.question', {
    rule: 'Aucune donnée personnelle',
    words: 'Et un prénom ?',
  });
  await program.act('p03', 'help.ask', {});
  await program.tap('p03', 'cafe.rsvp', { session: 'demystifier', response: 'yes' });
  await program.travel('2026-12-03T14:00');
}

/** All that « mes-donnees » says, page after page. */
export async function everyPage(program: Program, id: string): Promise<string[]> {
  let message = await program.say(id, 'mes-donnees');
  const pages = [words(message)];
  for (;;) {
    const next = message.actions.find(
      ({ verb, title }) => verb === 'rights.show' && title.includes('suivante'),
    );
    if (!next) return pages;
    message = await program.tap(id, 'rights.show', next.data);
    pages.push(words(message));
  }
}
