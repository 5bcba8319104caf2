import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { percolateur, placesOf } from '../cli/support.ts';
import { blockKitProblems } from '../platforms/block-kit.ts';
import { startFakeSlack } from '../platforms/slack.ts';
import { interactivity, postSigned, press } from '../platforms/slack-signed.ts';
import { attach } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';
import { MRKDWN, UNREADABLE } from './hostile-judge.ts';
import { TEXTS, VALUES } from './hostile-payloads.ts';

/** The two ways in that are neither a card nor a line: Slack's dialogs, and survey files. */
const ROUND = 'survey/pilote/etat-des-lieux/1';
const NOWHERE = { channel: null, ts: null, ephemeral: false, responseUrl: null };
const ANSWERS = {
  q_usage: 'parfois',
  q_competence: '3',
  q_besoin: 'pratiquer',
  q_irritant_1: 'courriels',
  q_heures_repetitives: 'h2a5',
  q_maturite: '4',
};
const GOOD = Array.from({ length: 11 }, (_, index) => `U${index + 1}`);
const REF = 'U0';

async function startSlack() {
  const slack = await startFakeSlack();
  const program = await attach(
    [REF, ...GOOD].map((slackId, index) => ({
      id: `p${index}`,
      slackId,
      department: 'Urbanisme',
      ...(index === 0 && { roles: 'agent|referent' }),
    })),
    { SANDBOX: 'on', ...slackSettings(slack) },
  );
  onTestFinished(async () => {
    await program.close();
    await slack.close();
  });
  await program.travel('2026-11-17T12:00');
  return { slack, program, post: (body: string) => postSigned(`${program.url()}/slack/events`, body) };
}

type Values = Record<string, Record<string, unknown>>;
let count = 0;

function sent(user: string, private_metadata: unknown, values: unknown, more: object = {}): string {
  count += 1;
  return interactivity({
    type: 'view_submission',
    team: { id: 'T000000001' },
    user: { id: user, team_id: 'T000000001' },
    trigger_id: `1.2.${count}`,
    view: { id: `V${count}`, hash: 'h', private_metadata, state: { values }, ...more },
  });
}

const metadata = (data: object, origin: object = NOWHERE) => JSON.stringify({ data, origin });
const typed = (id: string, value: unknown): Values => ({ b: { [id]: { type: 'plain_text_input', value } } });

/** Everything of a dialog that a client can make up, one thing at a time. */
function dialogs(): string[] {
  const settings = metadata({ v: 'editor.settings' });
  const question = metadata({ v: 'editor.question', number: 1, kind: 'choice' });
  const all = [...TEXTS, ...VALUES];
  return [
    ...all.flatMap((value) => [
      sent(REF, settings, typed('title', value)),
      sent(REF, question, { ...typed('question', value), c: typed('choices', 'Oui\nNon').b }),
      sent(REF, settings, { b: { closes: { type: 'datepicker', selected_date: value } } }),
      sent(REF, value, typed('title', 'Titre')),
      sent(REF, metadata({ v: value }), typed('title', 'Titre')),
      sent(REF, settings, value),
      sent(REF, settings, {
        [JSON.stringify(value).slice(0, 300)]: { title: { type: 'plain_text_input', value: 'x' } },
      }),
    ]),
    // Origins that would have the answer sent elsewhere, or that are none.
    ...[
      {},
      { ...NOWHERE, channel: 'C1', ts: '1.1' },
      { ...NOWHERE, responseUrl: 'https://evil.example/vol' },
    ].map((origin) => sent(REF, metadata({ v: 'editor.settings' }, origin), typed('title', '<!channel>'))),
    // Verbs that no dialog of somebody's has.
    ...['survey.close', 'digest.decide', 'wave.confirm', 'rights.erase', '__proto__'].map((v) =>
      sent('U3', metadata({ v, round: ROUND, sure: false }), typed('title', 'x')),
    ),
  ];
}

it('over three hundred dialogs made up: none is live, none is a fault, and a survey loses nothing', async () => {
  const { slack, program, post } = await startSlack();
  for (const user of GOOD) {
    count += 1;
    const values = Object.fromEntries(
      Object.entries(ANSWERS).map(([id, value]) => [
        id,
        { [id]: { type: 'static_select', selected_option: { value } } },
      ]),
    );
    const value = JSON.stringify({ v: 'survey.answer', round: ROUND });
    const tapped = press({ channel: 'D1', ts: '1.1', user, value, values, actionTs: `17.${count}` });
    expect((await post(interactivity(tapped))).status).toBe(200);
  }
  const sealed = () => (program.tables().sealed_answer ?? []).filter((row) => row.includes(ROUND));
  const kept = sealed();
  expect(kept).toHaveLength(GOOD.length);

  const bodies = dialogs();
  expect(bodies.length).toBeGreaterThan(350);
  const statuses = new Set<number>();
  const wrong = new Set<string>();
  for (const body of bodies) {
    const response = await post(body);
    statuses.add(response.status);
    const text = await response.text();
    if (text === '') continue;
    const { response_action: what, errors = {}, view } = JSON.parse(text);
    for (const problem of view ? blockKitProblems(view.blocks) : []) wrong.add(problem);
    if (text.includes('"mrkdwn"')) wrong.add('mrkdwn');
    for (const sentence of Object.values(errors)) {
      if (MRKDWN.test(String(sentence)) || !/^\p{Lu}.*[.]$/su.test(String(sentence)))
        wrong.add(String(sentence));
    }
    if (!['errors', 'update', 'clear'].includes(what)) wrong.add(`${what}`);
  }
  expect([...wrong]).toEqual([]);
  expect([...statuses].filter((status) => ![200, 400, 413].includes(status))).toEqual([]);
  expect(program.lines.filter(({ level }) => level === 'error')).toEqual([]);
  for (const call of slack.calls) {
    const said = JSON.stringify(call);
    expect(said).not.toMatch(/"type":"mrkdwn"|evil\.example\/vol"\}/);
  }

  // The survey has every answer it had, to the byte; whoever sends a dialog again changes nothing.
  expect(sealed()).toEqual(expect.arrayContaining(kept));
  expect(sealed().length).toBe(kept.length);
  const before = program.tables();
  const again = sent(REF, metadata({ v: 'editor.settings' }), typed('title', 'Deux fois'));
  await post(again);
  const once = program.tables();
  await post(again);
  expect(program.tables()).toEqual(once);
  expect(once.sealed_answer).toEqual(before.sealed_answer);

  // Through its closing too, while they go on: everybody who answered is counted, with what they said.
  const closing = program.travel('2026-11-30T12:00');
  const meanwhile = await Promise.all(bodies.slice(0, 120).map((body) => post(body)));
  await closing;
  expect(meanwhile.filter(({ status }) => ![200, 400, 413].includes(status))).toEqual([]);
  const frozen = (program.tables().frozen ?? []).find((row) => row.includes(ROUND)) ?? '';
  const { data } = JSON.parse(frozen);
  expect(JSON.parse(data)).toMatchObject({ result: { invited: GOOD.length + 1, answered: GOOD.length } });
  expect(JSON.parse(data).result.tables.usage).toEqual({ nearlyAll: 'parfois' });
  expect(sealed()).toEqual([]);
}, 60_000);

it('survey files made up: each is refused with its line, or taken as plain words', async () => {
  const people = [...staff('Urbanisme', 12), { id: 'ref', department: 'Urbanisme', roles: 'referent' }];
  const program = await startProgram({ people });
  await program.travel('2026-11-17T12:00');
  await program.tap('p01', 'survey.answer', ANSWERS);
  const kept = program.tables().sealed_answer;
  const env = placesOf(program);
  const file = join(dirname(program.file), 'essai.yml');
  const quoted = (value: unknown) => JSON.stringify(value);
  const short = TEXTS.filter((text) => text.length < 5000);
  const files = [
    ...short,
    ...[...short, ...VALUES.slice(0, -2)].flatMap((value) => [
      `titre: ${quoted(value)}\nintroduction: Bonjour\nquestions:\n  - id: a\n    question: Et alors ?\n    type: texte\n`,
      `titre: Essai\nquestions:\n  - id: ${quoted(value)}\n    question: ${quoted(value)}\n    type: ${quoted(value)}\n`,
    ]),
    'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n',
    'titre: !!js/function "function () { return process }"\n',
    '%YAML 9.9\n---\n- x\n',
    '\u0000\u0001',
    `${'['.repeat(3000)}`,
  ];
  expect(files.length).toBeGreaterThan(120);
  for (const content of files) {
    writeFileSync(file, content);
    const { code, out, err } = await percolateur(env, 'survey', 'import', file);
    const where = JSON.stringify(content.slice(0, 80));
    expect([0, 2], `${where}: ${err}`).toContain(code);
    expect((out + err).length, where).toBeGreaterThan(20);
    expect(out + err, where).not.toMatch(/ {4}at |node_modules|Erreur inattendue/);
    expect(UNREADABLE.test(out + err), where).toBe(false);
  }
  expect(program.tables().sealed_answer).toEqual(kept);
}, 60_000);
