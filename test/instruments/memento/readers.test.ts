import { expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { type Program, startProgram, words } from '../../support/program.ts';

const people = [
  ...staff('Services techniques', 12, 't'),
  ...staff('Finances', 14, 'f'),
  ...staff('Urbanisme', 4, 'u'),
  ...staff('Accueil', 16, 'a'),
  { id: 'pil', department: 'Accueil', roles: 'pilote', name: 'Paul Pilote' },
  { id: 'ref', department: 'Accueil', roles: 'referent' },
];

async function read(program: Program, ids: readonly string[]): Promise<void> {
  for (const id of ids) await program.act(id, 'memento.acknowledge', { version: '1.0' });
}

const ids = (prefix: string, count: number) => staff('x', count, prefix).map(({ id }) => id);

it('who has read is counted by service where there are enough people, the others together', async () => {
  const program = await startProgram({ people });
  const lecture = async () => words(await program.say('pil', 'mémento lecture')).split('\n');
  expect((await lecture()).join()).toContain("Aucune vague n'est encore lancée");
  await program.travel('2026-12-01T09:00');
  expect((await lecture())[1]).toBe("Personne n'a encore lu la version 1.0.");
  await read(program, [...ids('t', 7), ...ids('f', 9), ...ids('u', 2), ...ids('a', 10)]);
  const lines = await lecture();
  expect(lines[1]).toBe('28 personnes sur 48 ont lu la version 1.0.');
  expect(lines).toContain('Finances\u00a0: 9 sur 14.');
  expect(lines).toContain('Accueil\u00a0: 10 sur 18.');
  // Urbanisme is too small, and goes with the smallest that is not.
  expect(lines).toContain('Services regroupés\u00a0: 9 sur 16.');
  expect(lines.join()).not.toMatch(/Urbanisme|Services techniques/);
  const missing = lines.find((line) => line.startsWith('Pas encore')) ?? '';
  expect(missing.split(', ')).toHaveLength(20);
  expect(missing).toContain('Paul Pilote');
});

it('a handful of readings is no detail by service', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-12-01T09:00');
  await read(program, ids('t', 4));
  const lines = words(await program.say('pil', 'memento lecture'));
  expect(lines).toContain('4 personnes sur 48');
  expect(lines).toContain('Trop peu de lectures');
  expect(lines).not.toContain('Services techniques');
});

it('the names are for the lead alone, and in private', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-12-01T09:00');
  for (const id of ['ref', 't01'])
    expect((await program.say(id, 'memento lecture')).text).toContain("n'est pas ouverte à votre rôle");
  const body = { text: 'memento lecture', channel: 'direction' };
  const [shown] = (await program.call('POST', 'people/pil/messages', body)).body;
  expect(words(shown)).toContain('en message privé');
  expect(words(shown)).not.toContain('Paul Pilote');
});
