import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitNames } from '../../../src/instruments/cafe/read-proposal.ts';
import { words } from '../../support/program.ts';
import { SERVICE, say, season, told } from './season-world.ts';

const proposal = {
  title: 'Rédiger une délibération',
  date: '2026-12-15',
  time: '10:00',
  minutes: '45',
  place: 'Salle B',
  seats: '8',
  facilitator: 'Référente IA',
};

it('a champion proposes for their own service, sees whom it reaches and when, then creates it', async () => {
  const program = await season();
  const form = await program.say('ref', 'café proposer');
  expect(words(form)).toContain(`Ouvert à votre service\u00a0: ${SERVICE}.`);
  expect(form.actions[0]?.inputs.map(({ id }) => id)).not.toContain('services');
  const check = words(await program.tap('ref', 'cafe.propose', { ...proposal, services: 'Finances' }));
  expect(check).toContain('mardi 15 décembre à 10\u00a0h · Salle B');
  expect(check).toContain(`10 personnes peuvent être invitées (${SERVICE}).`);
  expect(check).toContain('rendez-vous de la semaine du jeudi 10 décembre');
  expect(program.tables().session).toEqual([]);
  const again = await program.tap('ref', 'cafe.propose', { ...proposal, again: true });
  expect(JSON.stringify(again.card)).toContain('Rédiger une délibération');
  const { id: message } = await program.offering('ref', 'cafe.propose');
  expect(message).toBe(again.id);
  expect(await say(program, 'ref', 'cafe.propose', { ...proposal, sure: true })).toContain('est créé');
  // Twice on the same button makes one Café.
  expect((await program.act('ref', 'cafe.propose', { ...proposal, sure: true }))?.refused).toBe(
    'cafe_exists',
  );
  await program.travel('PT1M');
  const [heard = ''] = await told(program, 'pil', 'Un Café IA est proposé');
  expect(heard).toContain(`Odile Référente (${SERVICE}) propose`);
  // It is one of the season from now on, after a restart too.
  await program.restart();
  expect(words(await program.say('p01', 'cafe saison'))).toContain('Rédiger une délibération');
  expect(words(await program.say('pil', 'cafe saison'))).not.toContain('Rédiger');
  const [row = ''] = program.tables().session ?? [];
  const { id } = JSON.parse(row);
  expect((await program.act('pil', 'cafe.rsvp', { session: id, response: 'yes' }))?.refused).toBe(
    'cafe_other_service',
  );
  expect(await say(program, 'p01', 'cafe.rsvp', { session: id, response: 'yes', card: true })).toContain(
    'Vous venez.',
  );
  const file = await (await fetch(`${program.url()}/cafes/${id}.ics`)).text();
  expect(file).toContain('DTSTART:20261215T090000Z');
  await program.travel('2026-12-14T10:00');
  expect(await told(program, 'p01', 'Votre Café IA approche')).toHaveLength(1);
  // Whoever proposed it gets the list, as the lead does.
  for (const host of ['ref', 'pil'])
    expect(await told(program, host, 'Inscriptions au Café «\u00a0Rédiger'), host).toHaveLength(1);
});

it('a lead chooses the services, or everybody', async () => {
  const program = await season();
  const form = await program.say('pil', 'cafe proposer');
  const services = form.actions[0]?.inputs.find(({ id }) => id === 'services');
  expect(services?.choices.map(({ value }) => value)).toEqual(['Finances', SERVICE]);
  const check = async (data: object) => say(program, 'pil', 'cafe.propose', { ...proposal, ...data });
  expect(await check({})).toContain('11 personnes peuvent être invitées\u00a0: tout le monde.');
  expect(await check({ services: 'Finances' })).toContain('Une personne peut être invitée (Finances).');
  expect(await check({ services: `Finances,${SERVICE}` })).toContain(`(Finances, ${SERVICE})`);
  expect((await program.act('pil', 'cafe.propose', { ...proposal, services: 'Rien' }))?.refused).toBe(
    'bad_input',
  );
});

it('says before sending how many cannot be reached, and why', async () => {
  const program = await season();
  expect(await say(program, 'pil', 'cafe.propose', proposal)).not.toContain('jointe');
  await program.become('p01', 'notInstalled');
  await program.become('p02', 'blocked');
  await program.become('p03', 'paused');
  const check = await say(program, 'pil', 'cafe.propose', proposal);
  expect(check).toContain('8 personnes peuvent être invitées');
  expect(check).toContain(
    "3 personnes ne peuvent pas être jointes\u00a0: 1 sans l'application, 2 par choix (pause ou blocage).",
  );
});

it('refuses, in words, what cannot be a Café', async () => {
  const program = await season(2);
  for (const [wrong, refused] of [
    [{ seats: 5 }, 'cafe_seats'],
    [{ seats: 16 }, 'cafe_seats'],
    [{ seats: '6.5' }, 'cafe_seats'],
    [{ seats: 'douze' }, 'bad_input'],
    [{ minutes: 10 }, 'cafe_minutes'],
    [{ title: ' ' }, 'cafe_incomplete'],
    [{ date: undefined }, 'cafe_incomplete'],
    [{ place: 'é'.repeat(101) }, 'text_too_long'],
    [{ date: '2026-12-25' }, 'cafe_day_off'],
    [{ date: '2026-12-03', time: '09:30' }, 'cafe_date_past'],
    [{ date: '2026-13-01' }, 'cafe_bad_date'],
  ] as const) {
    const reply = await program.act('ref', 'cafe.propose', { ...proposal, ...wrong, sure: true });
    expect(reply?.refused, JSON.stringify(wrong)).toBe(refused);
    expect(reply?.message.text).not.toMatch(/[{}]/);
  }
  expect((await program.act('p01', 'cafe.propose', proposal))?.refused).toBe('role');
  expect(program.tables().session).toEqual([]);
});

it('warns of what is allowed: late hours, another Café then, nobody invited by then', async () => {
  const program = await season(2);
  const late = await say(program, 'ref', 'cafe.propose', { ...proposal, date: '2026-12-10', time: '14:30' });
  expect(late).toContain("Attention\u00a0: le Café «\u00a0L'IA sans mystère");
  const soon = await say(program, 'ref', 'cafe.propose', { ...proposal, date: '2026-12-04', time: '17:00' });
  expect(soon).toContain('hors des heures de travail');
  expect(soon).toContain('aucun rendez-vous de la semaine ne part');
});

it('reads any names that are known, whatever commas they hold', () => {
  const name = fc.stringMatching(/^[A-Z][a-z]{0,6}(, [a-z]{1,6})?$/);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), (known) => {
      // A name that is another and more would be read first: two such lists of services are one.
      fc.pre(known.every((one) => known.every((other) => one === other || !other.startsWith(`${one},`))));
      expect(splitNames(known.join(','), known)).toEqual([...known].sort());
    }),
  );
  expect(splitNames('', ['Finances'])).toEqual([]);
});
