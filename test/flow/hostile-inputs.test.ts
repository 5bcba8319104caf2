import { randomUUID } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/channels/channel.ts';
import { readFrozen } from '../../src/engine/closing.ts';
import { makeCodes, openSurveys } from '../../src/engine/codes.ts';
import { digestMarkdown } from '../../src/instruments/digest/markdown.ts';
import { figuresOf } from '../../src/instruments/digest/stored.ts';
import type { Log } from '../../src/log.ts';
import { collect } from '../../src/report/collect.ts';
import { formatCsv } from '../../src/report/csv.ts';
import { filesOf, tableOf } from '../../src/report/tables.ts';
import { findDigest } from '../../src/store/digest.ts';
import { type Program, startProgram } from '../support/program.ts';
import { type Attempt, attempts } from './hostile-entries.ts';
import { alive, MARKDOWN, MRKDWN, UNREADABLE } from './hostile-judge.ts';
import { TEXTS } from './hostile-payloads.ts';

const ROUND = 'survey/pilote/satisfaction/1';
const ids = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `a${String(index + from).padStart(2, '0')}`);
const CAST = { agents: ids(35, 52), champion: 'a03', leadership: 'a57', lead: 'a59' };
/** Those who answer as they are asked, while the others attack. */
const GOOD = ids(5, 32);
/** What a payload must not be found as, wherever HTML is written. */
const HTML = /<script>alert|<img src|<svg|<\/textarea><input/;

type Row = Record<string, unknown>;
const rows = (program: Program, table: string): Row[] =>
  (program.tables()[table] ?? []).map((json) => JSON.parse(json));

function send(program: Program, attempt: Attempt): Promise<Reply | null> {
  const sender = { personId: attempt.who };
  const base = { eventId: randomUUID(), channel: 'sandbox', sender, address: null, place: null } as const;
  const said =
    'line' in attempt
      ? ({ kind: 'text', text: attempt.line } as const)
      : ({ kind: 'action', data: { ...attempt.data, v: attempt.verb } } as const);
  return program.engine().dispatch({ ...base, ...said });
}

/** The example of the house at J+21, a survey is open, a review is posted, and asks what is done about an obstacle. */
async function startHostile() {
  const logged: string[] = [];
  const write = (message: string, fields = {}) => void logged.push(JSON.stringify({ message, ...fields }));
  const log: Log = { info: write, warn: write, error: write };
  const line = 'a02;Virginie Jacquet;virginie.jacquet@commune.example;Services techniques;agent;';
  const program = await startProgram({ log, edits: [['agents.csv', line, `${line}aucun`]] });
  for (const day of ['2026-12-03T10:00', '2026-12-10T10:00']) {
    await program.travel(day);
    for (const id of GOOD) {
      await program.act(id, 'checkin.answer', { time: 'zero' });
      await program.act(id, 'checkin.details', { blocker: 'time' });
    }
  }
  await program.travel('2026-12-22T10:00');
  await program.say(CAST.lead, 'vague nouvelle');
  for (const id of CAST.agents) {
    const reply = await program.act(id, 'cafe.rsvp', { session: 'regles', response: 'yes' });
    expect(reply).not.toHaveProperty('refused');
  }
  const form = await program.act(CAST.leadership, 'digest.irritants', { wave: 'pilote' });
  const subjects = /"subjects":"([^"]+)"/.exec(JSON.stringify(form?.message.card))?.[1] ?? '';
  expect(subjects).not.toBe('');
  return { program, logged, subjects };
}

/** Everything that anybody has in front of them. */
async function everything(program: Program) {
  const people: { id: string }[] = (await program.call('GET', 'people')).body;
  const chats = await Promise.all(people.map(({ id }) => program.messages(id)));
  return [...chats.flat(), ...(await program.channel())].filter(({ from }) => from === 'bot');
}

describe('the judge', () => {
  it('sees what it looks for', () => {
    const seen = (pattern: RegExp) => TEXTS.filter((text) => pattern.test(text)).length;
    expect(seen(MARKDOWN)).toBeGreaterThan(12);
    expect(seen(MRKDWN)).toBeGreaterThan(3);
    expect(seen(UNREADABLE)).toBeGreaterThan(3);
    expect(TEXTS.filter((text) => !text.isWellFormed())).toHaveLength(1);
  });
});

it('over a thousand hostile inputs: each a sentence or plain words, none alive, none in the log', async () => {
  const { program, logged, subjects } = await startHostile();
  for (const [index, id] of GOOD.entries()) {
    await program.act(id, 'survey.answer', { round: ROUND, q_facilite: index % 2 ? '4' : '2' });
  }
  const sealed = (program.tables().sealed_answer ?? []).filter((row) => row.includes(ROUND));
  expect(sealed).toHaveLength(GOOD.length);
  const draft = String(rows(program, 'wave')[0]?.id);
  const known = { round: ROUND, session: 'regles', over: 'demystifier', draft, wave: 'pilote', subjects };
  const rule = 'Aucune donnée personnelle';
  const inputs = attempts({ ...known, version: '1.0', rule }, CAST);
  expect(inputs.length).toBeGreaterThan(1500);
  const wrong = new Set<string>();
  const judge = (where: string, message: Parameters<typeof alive>[0]) => {
    for (const problem of alive(message)) wrong.add(`${where}: ${problem}`);
  };
  for (const input of inputs) {
    const reply = await send(program, input);
    const where = 'verb' in input ? input.verb.slice(0, 30) : input.line.slice(0, 30);
    if (!reply || reply.refused === 'not_stored') wrong.add(`${where}: ${reply?.refused ?? 'no answer'}`);
    else judge(where, reply.message);
    // The server and its clients have timers to look after.
    await breathe();
  }
  expect([...wrong]).toEqual([]);

  // The survey that ran meanwhile has every answer it had, to the byte.
  expect(program.tables().sealed_answer).toEqual(expect.arrayContaining(sealed));

  // What others read later: what was sent, what is asked for, what is counted.
  await program.travel('2026-12-29T12:00');
  for (const [who, lines] of [
    [CAST.champion, ['cafe saison', 'cafe liste', 'cafe questions', 'cafe retours', 'sondage resultats']],
    [
      CAST.lead,
      ['cafe saison', 'cafe liste', 'cafe questions', 'vague', 'vague personnes', 'sondage resultats'],
    ],
    [CAST.leadership, ['bilan']],
    ['a35', ['cafe', 'cafe saison']],
  ] as const) {
    for (const line of lines) judge(`${who}: ${line}`, await program.say(who, line));
  }
  const frozen = await program.engine().inTurn((turn) => readFrozen(turn, ROUND));
  const table = frozen?.kind === 'survey' && !frozen.result.hidden ? frozen.result.tables.facilite : null;
  expect(table).toMatchObject({ n: GOOD.length, counts: { 2: GOOD.length / 2, 4: GOOD.length / 2 } });
  const shown = await everything(program);
  for (const message of shown) judge(message.text, message);
  expect([...wrong]).toEqual([]);

  // A title stays what was typed, to the letter: no template reads it.
  const titles = rows(program, 'session').map(({ title }) => String(title));
  expect(titles.length).toBeGreaterThan(25);
  const lead = JSON.stringify(await program.messages(CAST.lead));
  const told = titles.filter((title) => lead.includes(JSON.stringify(title).slice(1, -1)));
  expect(told.length).toBeGreaterThan(25);
  for (const title of told) expect(UNREADABLE.test(title)).toBe(false);

  // In a calendar, one event, whatever its title says.
  for (const { id } of rows(program, 'session')) {
    const file = await (await fetch(`${program.url()}/cafes/${id}.ics`)).text();
    expect(file.match(/^BEGIN:VEVENT/gm)).toHaveLength(1);
    expect(file).toMatch(/^(?:[A-Z]+[:;].*\r\n(?: .*\r\n)*)+$/);
  }

  // Nothing of it in the log, and nothing went wrong.
  expect(logged.filter((line) => !line.includes('"listening"'))).toEqual([]);
}, 120_000);

it("a lead's note is plain words in the review, in its Markdown and in a spreadsheet", async () => {
  const { program } = await startHostile();
  await program.travel('2026-12-30T10:00');
  const wrong: string[] = [];
  const markdown = () =>
    program.engine().inTurn(async ({ tx }) => {
      const row = await findDigest(tx, 'pilote', 'J30');
      if (!row) throw new Error('no J30');
      return digestMarkdown(figuresOf(row), row.note).split('\n');
    });
  const bare = new Set(await markdown());
  for (const note of TEXTS) {
    const reply = await program.act(CAST.lead, 'digest.note', { note });
    const refused = reply?.refused;
    if (!reply || (refused && !['bad_input', 'text_too_long'].includes(refused)))
      wrong.push(`${refused}: ${note}`);
    if (reply) wrong.push(...alive(reply.message));
    const added = (await markdown()).filter((line) => !bare.has(line));
    expect(added.length).toBeLessThan(2);
    if (/(?<!\\)\]\(|(?<!\\)<[a-z!]|(?<!\\)`/i.test(added.join())) wrong.push(`Markdown: ${added}`);
  }
  await program.tap(CAST.lead, 'digest.note', { note: '=HYPERLINK("https://evil.example";"Cliquez")' });
  await program.travel('2026-12-31T10:00');
  for (const message of await program.channel()) wrong.push(...alive(message));
  const { published } = await program.engine().inTurn(({ tx, calendar }) => collect(tx, calendar));
  for (const file of filesOf(published)) {
    const cells = formatCsv(tableOf(file, published))
      .slice(1)
      .split(/;|\r\n/);
    wrong.push(...cells.filter((cell) => /^"?[=+@\t\r]|^"?-\D/.test(cell)).map((cell) => `${file}: ${cell}`));
  }
  expect(wrong).toEqual([]);
}, 120_000);

it('the pages show again what was typed as words, and open to no made-up address', async () => {
  const { program } = await startHostile();
  const [code = ''] = await program.engine().inTurn(async (turn) => {
    const round = (await openSurveys(turn)).find(({ id }) => id === ROUND);
    return round ? makeCodes(turn, round, { again: false }) : [];
  });
  expect(code).not.toBe('');
  const before = program.tables();
  for (const text of TEXTS.filter((each) => each.length < 50_000)) {
    for (const [path, form] of [
      ['/repondre', { code: text }],
      ['/repondre/envoyer', { code: text, q_facilite: '4' }],
      ['/repondre/envoyer', { code, q_facilite: '9', q_ameliorations: text }],
      ['/repondre/envoyer', { code, q_facilite: text || '9' }],
    ] as const) {
      const response = await fetch(program.url() + path, { method: 'POST', body: new URLSearchParams(form) });
      expect([422, 429]).toContain(response.status);
      expect(await response.text()).not.toMatch(HTML);
    }
  }
  for (const text of TEXTS.filter((each) => each.length < 1000 && each.isWellFormed())) {
    for (const path of [
      `/mes-donnees/${encodeURIComponent(text)}`,
      `/cafes/${encodeURIComponent(text)}.ics`,
    ]) {
      expect([404, 405, 410]).toContain((await fetch(program.url() + path)).status);
    }
  }
  expect(program.tables()).toEqual(before);
}, 120_000);
