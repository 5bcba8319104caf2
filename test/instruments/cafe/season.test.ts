import { expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { startProgram, words } from '../../support/program.ts';
import { no, rewrite, SERVICE, SESSION, say, season, told, without, yes } from './season-world.ts';

it('« cafe saison » lists what is coming, with where one stands, and shows each with its buttons', async () => {
  const program = await season();
  for (const { id } of staff(SERVICE, 7)) await program.act(id, 'cafe.rsvp', yes);
  await program.act('p08', 'cafe.rsvp', no);
  const line = async (id: string) => {
    const list = words(await program.say(id, 'café saison')).split('\n');
    return list.find((one) => one.includes('mystère')) ?? '';
  };
  expect(await line('p01')).toMatch(
    /jeudi 10 décembre à 14\u00a0h · .* · Salle du Lavoir\u00a0: vous venez$/,
  );
  expect(await line('p07')).toContain('complet, vous êtes n°\u00a01 en attente');
  expect(await line('p08')).toContain('vous ne venez pas');
  expect(await line('p09')).toMatch(/\u00a0: complet$/);
  const list = await program.say('p09', 'cafe saison');
  expect(list.actions).toHaveLength(5);
  expect(words(list)).toContain('15 places libres');
  expect(await say(program, 'p09', 'cafe.show', { session: 'parole' })).toContain('Nos réussites');
  const body = { text: 'cafe saison', channel: 'direction' };
  const [shown] = (await program.call('POST', 'people/p01/messages', body)).body;
  expect(words(shown)).not.toContain('vous venez');
  expect(shown.actions).toEqual([]);
  await rewrite(program, (yaml) => without(yaml, SESSION));
  expect(await line('p01')).toMatch(/\u00a0: annulé$/);
  expect(await line('p09')).toBe('');
});

it('nobody is invited outside their days or hours, or to what is full, without being told', async () => {
  const program = await startProgram({
    people: [...staff(SERVICE, 8), { id: 'pil', department: SERVICE, roles: 'pilote' }],
    edits: [
      ['cafes.yml', 'heure: "14:00"', 'heure: "17:00"'],
      ['cafes.yml', 'places: 15', 'places: 6'],
    ],
  });
  await program.travel('2026-12-03T09:30');
  const weekly = async (id: string) => words((await program.messages(id)).at(-1) ?? { text: '', card: null });
  expect(await weekly('p07')).toContain('à 17\u00a0h (hors des heures de travail)');
  for (const { id } of staff(SERVICE, 6)) await program.act(id, 'cafe.rsvp', yes);
  await program.travel('2026-12-09T09:00');
  await program.travel('2026-12-10T09:45');
  const card = await weekly('p07');
  expect(card).toContain('Complet');
  expect(card).toContain("M'inscrire sur la liste d'attente");
  // Past its start, the card speaks of another.
  await program.travel('2026-12-17T10:00');
  expect(await weekly('p07')).not.toContain('mystère');
});

it('the lead hears once, when the file is read, of a Café on a day off or outside hours, and what to do', async () => {
  const program = await startProgram({
    people: [...staff(SERVICE, 3), { id: 'pil', department: SERVICE, roles: 'pilote' }],
    edits: [
      ['cafes.yml', 'jour: J+9', 'date: 2026-12-25'],
      ['cafes.yml', 'heure: "10:00"', 'heure: "07:30"'],
    ],
  });
  await program.travel('PT1M');
  const [card = ''] = await told(program, 'pil', 'Cafés IA\u00a0: des dates à vérifier');
  expect(card).toContain("L'IA sans mystère");
  expect(card).toContain('(demystifier) tombe un jour non travaillé ou férié\u00a0: vendredi 25 décembre');
  expect(card).toContain(
    '(courriels) est en partie hors des heures de travail (8\u00a0h\u00a030 à 17\u00a0h\u00a030)',
  );
  expect(words(await program.say('pil', 'cafe saison'))).toContain('jour non travaillé ou férié');
  expect(words(await program.say('p01', 'cafe saison'))).not.toContain('cafes.yml');
  await program.restart();
  await program.travel('P1D');
  expect(await told(program, 'pil', 'Cafés IA\u00a0: des dates à vérifier')).toHaveLength(1);
});

it('« je viens » signs up to the Café of the weekly card, and says which', async () => {
  const program = await season();
  expect(words(await program.say('p01', 'Je viens !'))).toContain("L'IA sans mystère");
  expect(program.tables().rsvp).toHaveLength(1);
  expect((await program.say('p02', 'je viens de finir')).text).toContain("Je n'ai pas compris");
});
