import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { answerByCode, makeCodes, openSurveys } from '../../src/engine/codes.ts';
import { start } from '../../src/service.ts';
import { percolateur } from '../cli/support.ts';
import { type Inhabitant, makeCommune, staff } from '../support/commune.ts';

export const BASELINE = 'survey/pilote/etat-des-lieux/1';
export const WEEK = 'checkin/pilote/4';
export const SURVEY = 'survey/pilote/satisfaction/1';
/** What one person typed in the survey that is still open. */
export const TYPED = 'Des gabarits pour les arrêtés de voirie';

const SILENT = { info() {}, warn() {}, error() {} };
const SERVICE = 'Services techniques';
/** Enough for texts to be shown, a service that is too small, and people who answer on paper. */
const PEOPLE: Inhabitant[] = [
  ...staff(SERVICE, 24),
  ...staff('Finances', 10, 'f'),
  { id: 'pil1', department: 'Urbanisme', roles: 'pilote', name: 'Ombeline Quatrefages' },
  ...staff(SERVICE, 3, 'route').map((person) => ({ ...person, channel: 'aucun' })),
];

const reportSchema = z.object({
  ok: z.boolean(),
  findings: z.array(z.object({ code: z.string(), level: z.enum(['leak', 'risk']), text: z.string() })),
  tried: z.array(z.object({ name: z.string(), skipped: z.string().nullable(), found: z.number() })),
});

/**
 * A played commune, made once a file of tests: a closed baseline and weeks, a review, an open week, and an open survey
 * answered in chat and on paper. `steal` gives each test the files as a thief copies them.
 */
export function stolenCommune() {
  let folder = '';
  let programme = '';
  beforeAll(async () => {
    programme = await makeCommune(PEOPLE);
    folder = await mkdtemp(join(tmpdir(), 'percolateur-stolen-'));
    await play(join(folder, 'percolateur.db'), programme);
  }, 60_000);
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await rm(programme, { recursive: true, force: true });
  });

  return {
    programme: () => programme,
    async steal() {
      const own = await mkdtemp(join(tmpdir(), 'percolateur-thief-'));
      onTestFinished(() => rm(own, { recursive: true, force: true }));
      await cp(folder, own, { recursive: true });
      return thief(join(own, 'percolateur.db'), programme);
    },
  };
}

function thief(file: string, programme: string) {
  const env = { DATABASE_URL: `file:${file}`, PROGRAMME: programme };
  return {
    file,
    env,
    folder: dirname(file),
    programme,
    /** Writes in the database as a bug would. */
    plant(work: (database: Database.Database) => void, at = file): Database.Database {
      const database = new Database(at);
      onTestFinished(() => void database.close());
      database.pragma('foreign_keys = ON');
      work(database);
      return database;
    },
    async audit(...args: string[]) {
      const { code, out, err } = await percolateur(env, 'audit-confidentiality', ...args, '--json');
      expect(err).toBe('');
      const report = reportSchema.parse(JSON.parse(out));
      expect(code).toBe(report.ok ? 0 : 1);
      const codes = (level: string) => [
        ...new Set(
          report.findings.filter((finding) => finding.level === level).map((finding) => finding.code),
        ),
      ];
      return { leaks: codes('leak'), risks: codes('risk'), tried: report.tried };
    },
  };
}

async function play(file: string, programme: string): Promise<void> {
  const config = readConfig({ PORT: '0', DATABASE_URL: `file:${file}`, PROGRAMME: programme });
  const service = await start(config, SILENT);
  try {
    const post = async (path: string, body: unknown) => {
      const response = await fetch(`${service.url}/sandbox/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      expect(response.status, path).toBe(200);
    };
    const act = (personId: string, verb: string, data: Record<string, unknown>) =>
      service.engine.dispatch({
        eventId: `${personId}${verb}${JSON.stringify(data)}${Math.random()}`,
        channel: 'sandbox',
        sender: { personId },
        address: null,
        place: null,
        kind: 'action',
        data: { ...data, v: verb },
      });
    const ids = PEOPLE.filter(({ channel }) => channel !== 'aucun').map(({ id }) => id);
    await post('clock', { to: '2026-11-17T12:00' });
    for (const [index, id] of ids.entries()) {
      const words = { q_irritant_texte: `Trop de copies pour le dossier ${index}` };
      await act(id, 'survey.answer', {
        round: BASELINE,
        q_usage: index % 2 ? 'parfois' : 'jamais',
        ...words,
      });
    }
    const bands = ['lost', 'unused', 'h1to2', 'lt30'];
    for (const day of ['2026-12-03', '2026-12-10', '2026-12-17']) {
      await post('clock', { to: `${day}T12:00` });
      for (const [index, id] of ids.entries()) await act(id, 'checkin.answer', { time: bands[index % 4] });
    }
    await post('clock', { to: '2026-12-22T12:00' });
    const survey = { round: SURVEY, q_facilite: '4', q_recommande: '2' };
    for (const id of ids.slice(0, 7)) await act(id, 'survey.answer', survey);
    await act('f03', 'survey.answer', { ...survey, q_ameliorations: TYPED });
    await post('clock', { to: '2026-12-24T11:00' });
    for (const id of ids.slice(0, 6)) await act(id, 'checkin.answer', { time: 'h1to2' });
    await service.engine.inTurn(async (turn) => {
      const round = (await openSurveys(turn)).find(({ id }) => id === SURVEY);
      const [code = ''] = round ? await makeCodes(turn, round, { again: false }) : [];
      await answerByCode(turn, SURVEY, code, { facilite: '3', recommande: '3' });
    });
  } finally {
    await service.close();
  }
}
