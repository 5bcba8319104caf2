import type { Browser, Page } from 'playwright-core';
import restify from 'restify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mountPage } from '../../../src/channels/sandbox/static.ts';
import { cardToBlocks } from '../../../src/channels/slack/blocks.ts';
import { describeInBrowser, faults, idle, launchBrowser, openPage } from '../../support/browser.ts';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 320, height: 640 };
/** The smallest PNG: one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

const people = [
  {
    id: 'luc',
    name: 'Luc Rochat',
    department: 'Direction générale',
    roles: ['agent', 'leadership'],
    state: 'active',
  },
  { id: 'ines', name: 'Inès Diallo', department: 'Voirie', roles: ['agent'], state: 'paused' },
  { id: 'zoe', name: 'Zoé Favre', department: 'Médiathèque', roles: ['agent'], state: 'active', unread: 2 },
];
const question = (id: string) => ({
  id,
  at: '2026-11-17T09:00',
  from: 'bot',
  text: 'Satisfaction',
  images: [],
  card: {
    type: 'AdaptiveCard',
    version: '1.3',
    lang: 'fr',
    body: [
      { type: 'TextBlock', text: 'Deux mots *sans* **Markdown**', wrap: true },
      {
        type: 'Input.ChoiceSet',
        id: 'satisfied',
        style: 'expanded',
        label: 'Êtes-vous satisfait ?',
        isRequired: true,
        errorMessage: 'Choisissez une réponse.',
        choices: [
          { title: 'Oui', value: 'yes' },
          { title: 'Non', value: 'no' },
        ],
      },
    ],
    actions: [{ type: 'Action.Submit', title: 'Envoyer', data: { v: 'survey.answer', m: id } }],
  },
});
const digest = {
  id: 'd1',
  at: '2026-12-16T09:00',
  from: 'bot',
  text: 'Bilan J+15',
  images: [
    { url: '/sandbox/images/1', alt: 'Freins : formation 12, outil 7.' },
    { url: '/sandbox/images/2', alt: 'Participation par semaine.' },
  ],
  card: {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      { type: 'Chart.HorizontalBar', data: [], fallback: { type: 'TextBlock', text: 'repli' } },
      { type: 'Container', items: [{ type: 'Chart.Line', data: [], fallback: 'drop' }] },
      { type: 'Chart.Donut', data: [], fallback: { type: 'TextBlock', text: 'Sans image' } },
    ],
  },
};
const choices = [
  { title: 'Un', value: '1' },
  { title: 'Deux', value: '2' },
  { title: 'Trois', value: '3' },
];
const everyInput = {
  type: 'AdaptiveCard' as const,
  version: '1.3',
  body: [
    { type: 'TextBlock', text: 'Un *titre* <b>', style: 'heading' },
    {
      type: 'ColumnSet',
      columns: [
        { items: [{ type: 'TextBlock', text: 'Gauche' }] },
        { items: [{ type: 'TextBlock', text: 'Droite' }] },
      ],
    },
    { type: 'Input.ChoiceSet', id: 'one', label: 'Un choix', style: 'expanded', isRequired: true, choices },
    {
      type: 'Input.ChoiceSet',
      id: 'many',
      label: 'Plusieurs',
      style: 'expanded',
      isMultiSelect: true,
      choices,
      value: '3',
    },
    { type: 'Input.ChoiceSet', id: 'menu', label: 'Un menu', choices },
    { type: 'Input.ChoiceSet', id: 'left', label: 'Laissé vide', choices },
    { type: 'Input.Toggle', id: 'on', title: 'Coché', label: 'Oui ou non', valueOn: 'yes', valueOff: 'no' },
    { type: 'Input.Toggle', id: 'off', title: 'Pas coché', label: 'Non', valueOn: 'yes', valueOff: 'no' },
    { type: 'Input.Text', id: 'line', label: 'Une ligne', value: 'déjà' },
    { type: 'Input.Text', id: 'lines', label: 'Des lignes', isMultiline: true, placeholder: 'Ici' },
  ],
  actions: [
    { type: 'Action.Submit', title: 'Envoyer', style: 'positive', data: { v: 'a.send', m: 's1' } },
    { type: 'Action.Submit', title: 'Seul', associatedInputs: 'none', data: { v: 'a.alone', m: 's1' } },
  ],
};
const inSlack = () => ({
  ...question('s1'),
  card: everyInput,
  // Written anew at each reading, with other ids, as the program does.
  blocks: [
    ...cardToBlocks(everyInput),
    { type: 'image', image_url: '/sandbox/images/1', alt_text: 'Une image' },
  ],
});
const words = Array.from({ length: 130 }, (_, index) => ({
  id: `w${index}`,
  at: '2026-11-17T10:00',
  from: index % 2 ? 'bot' : 'person',
  text: `<b>mot</b> ${index}`,
  card: null,
  images: [],
}));

describeInBrowser('the page with given messages', () => {
  const server = restify.createServer();
  let browser: Browser;
  let origin = '';
  const sent: unknown[] = [];
  const replaced = { ...question('q1'), text: 'Réponse enregistrée', card: null };

  beforeAll(async () => {
    mountPage(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    origin = `http://127.0.0.1:${server.address().port}`;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  /** Answers that the program would give, in the shapes of its HTTP surface. */
  async function answers(page: Page) {
    let first: object = question('q1');
    const json = (path: string, body: () => unknown) =>
      page.route(`**/sandbox/${path}`, (route) => route.fulfill({ json: body() }));
    await json('people', () => people);
    await json('people/ines/messages', () => [first, question('q2')]);
    await json('people/zoe/messages', () => words);
    await json('people/luc/messages', () => []);
    await json('channels/direction/messages', () => [digest]);
    await json('people/ines/messages?rendering=slack', () => [
      inSlack(),
      { ...question('s2'), text: 'Trop long pour Slack', blocks: null },
    ]);
    await json('channels/direction/messages?rendering=slack', () => []);
    await json('clock', () => ({
      now: '2026-12-16T09:00',
      zone: 'Europe/Paris',
      launch: '2026-12-01',
      last: '2028-12-01',
      problems: [],
      next: { at: '2026-12-17T09:00', title: 'Rendez-vous de la semaine' },
      milestones: [{ name: 'J30', on: '2026-12-31' }],
    }));
    await page.route('**/sandbox/images/*', (route) =>
      route.fulfill({ body: PIXEL, contentType: 'image/png' }),
    );
    await page.route('**/sandbox/people/ines/answers', (route) => {
      sent.push(route.request().postDataJSON());
      first = replaced;
      return route.fulfill({ json: replaced });
    });
    await page.route('**/sandbox/people/zoe/messages', (route) =>
      route.request().method() === 'GET'
        ? route.fallback()
        : route.fulfill({ status: 409, json: { code: 'busy', message: 'Un peu de patience.' } }),
    );
  }

  test('two cards asking the same question keep their choices apart', async () => {
    const { page, problems } = await openPage(browser, origin, DESK, answers);
    const yes = page.getByRole('radio', { name: 'Oui' });
    await yes.nth(0).check();
    await yes.nth(1).check();
    expect(await yes.nth(0).isChecked()).toBe(true);
    await page.getByRole('radiogroup', { name: 'Êtes-vous satisfait ?' }).first().waitFor();
    await page.getByText('Deux mots *sans* **Markdown**').first().waitFor();
    expect(await faults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a required answer is asked for, then sent, and the focus follows the replaced card', async () => {
    const { page, problems } = await openPage(browser, origin, DESK, answers);
    const card = page.locator('[data-message=q1]');
    await card.getByRole('button', { name: 'Envoyer' }).click();
    await card.getByText('Choisissez une réponse.').waitFor();
    expect(sent).toEqual([]);
    await card.getByRole('radio', { name: 'Non' }).check();
    await card.getByRole('button', { name: 'Envoyer' }).click();
    await card.getByText('Réponse enregistrée').waitFor();
    await idle(page);
    const data = { v: 'survey.answer', m: 'q1', satisfied: 'no' };
    expect(sent).toEqual([{ message: 'q1', verb: 'survey.answer', data }]);
    expect(await page.evaluate(() => document.activeElement?.closest('li')?.dataset.message)).toBe('q1');
    expect(await page.locator('#live').textContent()).toContain('Réponse enregistrée');
    expect(problems).toEqual([]);
    await page.close();
  });

  test('charts give way to their pictures in order, and to their fallback when there is none', async () => {
    const { page, problems } = await openPage(browser, origin, DESK, answers);
    const channel = page.getByRole('region', { name: 'Canal Direction', exact: true });
    const pictures = channel.getByRole('img');
    expect(await pictures.evaluateAll((images) => images.map((image) => image.getAttribute('src')))).toEqual([
      '/sandbox/images/1',
      '/sandbox/images/2',
    ]);
    await channel.getByText('Sans image').waitFor();
    expect(await channel.getByText('repli').count()).toBe(0);
    await channel.getByRole('button', { name: 'Agrandir le graphique : Freins' }).click();
    await page.getByRole('dialog').getByText('Freins : formation 12, outil 7.').waitFor();
    expect(await faults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('in Slack’s drawing, inputs are named, and sent as the Slack channel reads them', async () => {
    const { page, problems } = await openPage(browser, origin, DESK, answers);
    await page.getByRole('button', { name: 'Slack', exact: true }).first().click();
    const message = page.locator('[data-message=s1]');
    await message.locator('form.slack').waitFor();
    await page.locator('[data-message=s2]').getByText('Trop long pour Slack').waitFor();
    await message.getByText('Un *titre* <b>').waitFor();
    await message.getByRole('group', { name: 'Un choix' }).getByRole('radio', { name: 'Deux' }).check();
    await message
      .getByRole('group', { name: /^Plusieurs/ })
      .getByRole('checkbox', { name: 'Un' })
      .check();
    await message.getByRole('combobox', { name: /^Un menu/ }).selectOption('Trois');
    await message.getByRole('checkbox', { name: 'Coché', exact: true }).check();
    await message.getByRole('textbox', { name: /^Des lignes/ }).fill('deux\nlignes');
    await message.getByRole('button', { name: 'Agrandir le graphique : Une image' }).waitFor();
    expect(await faults(page)).toEqual([]);
    sent.length = 0;
    await message.getByRole('button', { name: 'Seul' }).click();
    await idle(page);
    await message.getByRole('button', { name: 'Envoyer' }).click();
    await idle(page);
    await expect.poll(() => sent.length).toBe(2);
    const filled = {
      one: '2',
      many: '1,3',
      menu: '3',
      on: 'yes',
      off: 'no',
      line: 'déjà',
      lines: 'deux\nlignes',
    };
    expect(sent).toEqual([
      { message: 's1', verb: 'a.alone', data: { v: 'a.alone', m: 's1' } },
      { message: 's1', verb: 'a.send', data: { ...filled, v: 'a.send', m: 's1' } },
    ]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a long history shows its last fifty, then more; a refusal is told in its own words', async () => {
    const { page } = await openPage(browser, origin, PHONE, answers);
    await page.getByRole('button', { name: 'Changer de personne' }).click();
    await page.getByRole('searchbox').fill('mediatheque');
    await page.getByRole('button', { name: /Zoé Favre/ }).click();
    await idle(page);
    expect(page.url()).toContain('#personne=zoe');
    expect(await page.locator('#chat-messages .message').count()).toBe(50);
    await page.getByRole('button', { name: 'Voir 50 messages plus anciens' }).click();
    expect(await page.locator('#chat-messages .message').count()).toBe(100);
    await page.getByText('<b>mot</b> 129').waitFor();
    await page.getByRole('button', { name: 'aide', exact: true }).click();
    await page.getByRole('alert').getByText('Un peu de patience.').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.close();
  });
});
