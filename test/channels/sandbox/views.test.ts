import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compose } from '../../../src/channels/slack/blocks.ts';
import type { CalendarEntry } from '../../../src/web/sandbox/calendar.ts';
import type { CardView } from '../../../src/web/sandbox/gallery.ts';
import { staff } from '../../support/commune.ts';
import { startProgram } from '../../support/program.ts';

const TEMPLATES = readdirSync('cards')
  .filter((name) => name.endsWith('.json') && !name.endsWith('.sample.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort();

/** Block Kit without the ids that are new at each drawing. */
const steady = (blocks: unknown) =>
  JSON.parse(JSON.stringify(blocks), (key, value) => (key === 'block_id' ? undefined : value));

test('every card is shown with its sample, for Teams and for Slack, with its charts as pictures', async () => {
  const program = await startProgram();
  const { status, body } = await program.call('GET', 'cards');
  expect(status).toBe(200);
  const cards: CardView[] = body;
  expect(cards.filter(({ name, template }) => name === template).map(({ name }) => name)).toEqual(TEMPLATES);
  const names = cards.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['contact.lead', 'weekly', 'weekly.answered', 'weekly.closed']),
  );
  expect(new Set(names).size).toBe(names.length);
  for (const { name, summary, card, blocks, images } of cards) {
    expect(summary, name).not.toBe('');
    const own = compose({ id: null, text: summary, card, images: [] }).blocks;
    if (images.length === 0) expect(steady(blocks), name).toEqual(steady(own));
    const pictures = (blocks ?? []).filter(({ type }) => type === 'image').map((block) => block.image_url);
    expect(pictures, name).toEqual(images.map(({ url }) => url));
    for (const { url } of images) {
      const picture = await fetch(program.url() + url);
      expect([url, picture.status, picture.headers.get('content-type')]).toEqual([url, 200, 'image/png']);
      expect(Buffer.from(await picture.arrayBuffer()).toString('latin1', 1, 4)).toBe('PNG');
    }
  }
  for (const path of [
    'cards/nothing/charts/0.png',
    'cards/notice/charts/0.png',
    'cards/weekly.nothing/charts/0.png',
    'cards/..%2fx/charts/0.png',
  ])
    expect((await program.call('GET', path)).status, path).toBe(404);
});

test('a chat is read as Slack shows it when asked, and only then', async () => {
  const program = await startProgram();
  await program.travel('2026-11-17T10:00');
  const [{ id }] = (await program.call('GET', 'people')).body.filter(
    ({ roles }: { roles: string[] }) => roles.join() === 'agent',
  );
  const teams = (await program.call('GET', `people/${id}/messages`)).body.at(-1);
  const slack = (await program.call('GET', `people/${id}/messages?rendering=slack`)).body.at(-1);
  expect(teams).not.toHaveProperty('blocks');
  const { blocks, ...rest } = slack;
  expect(rest).toEqual(teams);
  const own = compose({ id: null, text: teams.text, card: teams.card, images: [] }).blocks;
  expect(steady(blocks)).toEqual(steady(own));
  await program.call('POST', `people/${id}/messages`, { text: 'aide' });
  const said = (await program.call('GET', `people/${id}/messages?rendering=slack`)).body.at(-2);
  expect(said).toMatchObject({ from: 'person', blocks: null });
  expect((await program.call('GET', 'channels/direction/messages?rendering=slack')).status).toBe(200);
  expect(await program.call('GET', `people/${id}/messages?rendering=irc`)).toMatchObject({ status: 400 });
});

test('the calendar tells what was done and what is to come, with Cafés and public holidays', async () => {
  const program = await startProgram();
  const read = async (): Promise<CalendarEntry[]> => (await program.call('GET', 'calendar')).body;
  const before = await read();
  // The first contact is due at the very moment the sandbox opens.
  expect(before.filter(({ state }) => state !== 'ahead').map(({ kind }) => kind)).toEqual(['contact']);
  const holidays = before.filter(({ kind }) => kind === 'holiday').map(({ at }) => at);
  expect([holidays[0], holidays.at(-1)]).toEqual(['2026-12-25', '2027-11-11']);
  await program.travel('2026-12-18T12:00');
  const entries = await read();
  expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort());
  expect(JSON.stringify(entries)).not.toMatch(/pilote\/|undefined|checkin|block/);
  const of = (kind: string, start: string) =>
    entries.filter((entry) => entry.kind === kind && entry.at.startsWith(start));
  expect(of('welcome', '2026-12-01')).toMatchObject([{ state: 'done' }]);
  expect(of('digest', '2026-12-16')).toMatchObject([
    { title: 'Bilan J+15 à la direction', detail: '', state: 'done' },
  ]);
  expect(of('session', '2026-12-10T14')).toMatchObject([
    { detail: 'Salle du Lavoir', state: 'done', title: expect.stringMatching(/^Café IA/) },
  ]);
  expect(of('holiday', '2026-12')).toEqual([
    { at: '2026-12-25', kind: 'holiday', title: 'Noël', detail: 'Jour férié', state: 'ahead' },
  ]);
  expect(of('weekly', '2026-12-24')).toMatchObject([
    { title: 'Rendez-vous de la semaine 4', state: 'ahead' },
  ]);
  const closings = entries.filter(({ kind }) => kind === 'close');
  const openings = entries.filter(({ kind }) => kind === 'open');
  expect(closings.length).toBe(openings.length);
  expect(closings.map(({ state }) => state)).toContain('done');
  expect(closings.map(({ state }) => state)).toContain('ahead');
  // What was told to come is what was done.
  const planned = before.filter((entry) => entry.at < '2026-12-18T12:00').map(({ title }) => title);
  const done = entries.filter(({ state }) => state === 'done').map(({ title }) => title);
  expect(planned.filter((title) => !done.includes(title))).toEqual([]);
});

test('the calendar tells what waits for its conditions, and what came too late', async () => {
  // Too few people for a confidential survey: it waits until there are more, or until it should close.
  const program = await startProgram({ people: staff('Finances', 4) });
  const first = async () => {
    const entries: CalendarEntry[] = (await program.call('GET', 'calendar')).body;
    return entries.filter(({ kind }) => kind === 'open' || kind === 'close')[0];
  };
  await program.travel('2026-11-20T09:00');
  expect(await first()).toMatchObject({ at: '2026-11-17T09:30', kind: 'open', state: 'waiting' });
  await program.travel('2026-12-01T12:00');
  expect(await first()).toMatchObject({ at: '2026-11-17T09:30', kind: 'open', state: 'skipped' });
});

test('with several waves, the calendar says whose each thing is', async () => {
  const second = [
    '  - id: suite',
    '    nom: Deuxième vague',
    '    lancement: 2027-01-12',
    '    services: [Finances]',
    '    semaines: 14',
    '    ressources: {licences: 5, cout_mensuel: 22, heures_formation: 10}',
    '',
    '# Les outils d',
  ].join('\n');
  const program = await startProgram({
    people: [...staff('Services techniques', 12), ...staff('Finances', 12)].map((one, index) => ({
      ...one,
      id: `q${index}`,
    })),
    edits: [
      ['programme.yml', '    services: []', '    services: [Services techniques]'],
      ['programme.yml', '\n# Les outils d', second],
    ],
  });
  const entries: CalendarEntry[] = (await program.call('GET', 'calendar')).body;
  const welcome = entries.filter(({ kind }) => kind === 'welcome');
  expect(welcome.map(({ at, detail }) => [at.slice(0, 10), detail])).toEqual([
    ['2026-12-01', 'Vague pilote'],
    ['2027-01-12', 'Deuxième vague'],
  ]);
});

test('time is travelled to a date that means something, and no farther', async () => {
  const program = await startProgram({ people: staff('Finances', 4) });
  const clock = (await program.call('GET', 'clock')).body;
  expect(clock.last).toBe('2028-12-01');
  for (const body of [
    { to: '2028-12-02T00:00' },
    { to: '9999-01-01T00:00' },
    { to: '+275000-01-01T00:00' },
    { advance: 'P3Y' },
    { advance: 'P200000Y' },
  ]) {
    const answer = await program.call('POST', 'clock', body);
    expect([body, answer.status]).toEqual([body, 400]);
    if (answer.body.code === 'bad_input') continue;
    expect(answer.body).toEqual({
      code: 'clock_too_far',
      message: expect.stringMatching(/^On ne voyage pas au-delà du vendredi 1er décembre 2028/),
    });
  }
  expect((await program.call('GET', 'clock')).body.now).toBe(clock.now);
  expect((await program.travel('2028-12-01T23:00')).now).toBe('2028-12-01T23:00');
});

test('another web page reads none of it', async () => {
  const program = await startProgram();
  for (const path of ['cards', 'calendar', 'cards/digest/charts/0.png']) {
    const response = await fetch(`${program.url()}/sandbox/${path}`, {
      headers: { Origin: 'https://ailleurs.example' },
    });
    expect([path, response.status]).toEqual([path, 403]);
    await response.text();
  }
});
