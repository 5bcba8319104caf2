import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { makeCommune, staff } from '../support/commune.ts';
import { post, runProgram, temporaryFolder } from '../support/process.ts';

/** What a line may hold, as the operator's guide says it. */
const FIELDS = new Set([
  ...[
    'level',
    'time',
    'msg',
    'code',
    'error',
    'channel',
    'campaign',
    'verb',
    'status',
    'count',
    'milliseconds',
  ],
  ...['port', 'host', 'version', 'signal', 'repeats'],
]);

const TYPED = 'Mon chef Barnabé me surveille';
const NAME = 'Hildegarde Quatrevaux';

it('the log tells what happens, at its most talkative, and nothing of anybody', async () => {
  const people = [
    ...staff('Finances', 11).map((person, index) => (index === 0 ? { ...person, name: NAME } : person)),
    { id: 'ref', department: 'Finances', roles: 'referent' },
    { id: 'pil', department: 'Finances', roles: 'pilote' },
  ];
  const programme = await makeCommune(people);
  onTestFinished(() => rm(programme, { recursive: true }));
  const folder = await temporaryFolder();
  const running = runProgram({
    DATABASE_URL: `file:${folder}/p.db`,
    PROGRAMME: programme,
    LOG_LEVEL: 'trace',
  });
  const url = await running.url();
  const sandbox = (path: string, body: unknown) => post(url, `/sandbox/${path}`, body);
  const answer = async (verb: string, data: object) => {
    const messages = await (await fetch(`${url}/sandbox/people/p01/messages`)).json();
    const found = messages.findLast(({ actions }: { actions: { verb: string }[] }) =>
      actions.some((action) => action.verb === verb),
    );
    return sandbox('people/p01/answers', { message: found?.id, verb, data });
  };

  await sandbox('clock', { to: '2026-11-17T10:00' });
  expect((await answer('survey.answer', { q_usage: 'jamais', q_irritant_texte: TYPED })).status).toBe(200);
  expect((await answer('survey.edit', {})).status).toBe(200);
  expect((await answer('survey.answer', { q_usage: 'toujours', q_irritant_texte: TYPED })).status).toBe(400);
  await sandbox('clock', { to: '2026-12-03T10:00' });
  expect((await answer('checkin.answer', { time: 'lost' })).status).toBe(200);
  expect((await answer('help.ask', {})).status).toBe(200);
  await sandbox('people/p01/messages', { text: TYPED });
  await sandbox('people/p01/messages', { text: '1 h' });
  await sandbox('people/pil/messages', { text: 'sondage statut' });
  await sandbox('people/inconnue/messages', { text: TYPED });
  await fetch(`${url}/sandbox/clock`, { method: 'POST', body: `{"to": "${TYPED}` });
  await fetch(`${url}/${encodeURIComponent(TYPED)}`);
  await fetch(`${url}/sandbox/people/${encodeURIComponent(NAME)}`, { method: 'PATCH', body: TYPED });
  await sandbox('clock', { to: '2026-12-16T10:00' });
  const { code, stdout, stderr } = await running.terminate();
  expect(code).toBe(0);

  expect(stderr).toBe(`Percolateur est prêt : ouvrez ${url}/\n`);
  const lines = stdout.trimEnd().split('\n');
  for (const line of lines) {
    const unknown = Object.keys(JSON.parse(line)).filter((key) => !FIELDS.has(key));
    expect(unknown, line).toEqual([]);
  }
  const secret = readFileSync(`${folder}/secret`, 'utf8');
  for (const told of [
    'Barnabé',
    'surveille',
    ...NAME.split(' '),
    'p01',
    '@',
    'jamais',
    'lost',
    'h1to2',
    'Finances',
    secret,
  ]) {
    expect(stdout, told).not.toContain(told);
  }
});
