import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BASELINE, SURVEY, stolenCommune, TYPED, WEEK } from '../proof/stolen.ts';
import { percolateur } from './support.ts';

const commune = stolenCommune();

it('finds no leak in what the product makes, and says what whoever has the secret can read', async () => {
  const { audit, env, file } = await commune.steal();
  expect(await audit()).toMatchObject({ leaks: [], risks: expect.arrayContaining(['open_with_secret']) });
  const { out, code } = await percolateur(env, 'audit-confidentiality');
  expect(code).toBe(0);
  expect(out).toContain(`[open_with_secret] La ronde ${WEEK} est ouverte`);
  expect(out).toContain('Aucune fuite trouvée');
  expect(out).not.toContain(TYPED);
  expect(out).toMatch(/Date : \d{4}-\d\d-\d\dT/);
  expect(out).toMatch(/empreinte SHA-256 [0-9a-f]{64}/);
  expect(out).toContain(`Base : ${file}`);
  expect(out).toContain(
    'comparer deux copies prises avant et après un geste — non essayé : il faut --before',
  );
  expect(out).toContain('Visa du DPO');
});

it('tries everything it can, and says what it could not try', async () => {
  const { audit, env, file } = await commune.steal();
  const { tried } = await audit();
  expect(tried.map(({ name }) => name)).toEqual([
    'schema',
    'rounds',
    'tokens',
    'opened',
    'codes',
    'remains',
    'commits',
    'order',
    'days',
    'outbox',
    'cards',
    'cells',
    'published',
    'copies',
    'before',
    'files',
  ]);
  const skipped = (list: typeof tried) => list.filter((one) => one.skipped).map(({ name }) => name);
  expect(skipped(tried)).toEqual(['before']);
  const elsewhere = join(commune.programme(), 'sauvegarde.db');
  await percolateur(env, 'backup', elsewhere);
  const { out, code } = await percolateur(
    { ...env, DATABASE_URL: `file:${elsewhere}` },
    'audit-confidentiality',
    '--json',
  );
  expect([code, skipped(JSON.parse(out).tried)]).toEqual([0, ['opened', 'before']]);
  const missing = await percolateur(env, 'audit-confidentiality', '--before', `${file}.absent`);
  expect(missing).toMatchObject({ code: 2 });
});

it('knows another secret for what it is', async () => {
  const { env } = await commune.steal();
  const other = {
    ...env,
    PERCOLATEUR_SECRET: Buffer.from('un tout autre secret, assez long ;').toString('base64'),
  };
  const { out, code } = await percolateur(other, 'audit-confidentiality', '--json');
  expect(code).toBe(1);
  const { findings } = JSON.parse(out);
  expect(
    new Set(
      findings.filter((it: { level: string }) => it.level === 'leak').map((it: { code: string }) => it.code),
    ),
  ).toEqual(new Set(['secret_mismatch']));
});

it('says nothing of the closed baseline but totals', async () => {
  const { env } = await commune.steal();
  const { out } = await percolateur(env, 'audit-confidentiality', '--json');
  expect(out).not.toContain(BASELINE);
  expect(out).toContain(SURVEY);
});

it('does not take a Café for an answer, when it has the name of a choice', async () => {
  const { audit, plant } = await commune.steal();
  const params = (session: string) => JSON.stringify({ session, round: 'feedback/cafe/1' });
  const send = (session: string) =>
    plant((it) =>
      it
        .prepare("update outbox set template = 'cafe-feedback', params = ? where person_id = 'p09'")
        .run(params(session)),
    );
  send('regles');
  expect((await audit()).leaks).toEqual([]);
});
