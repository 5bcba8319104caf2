import { createHash, createHmac } from 'node:crypto';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { closeRound } from '../../src/engine/closing.ts';
import { staff } from '../support/commune.ts';
import { type Program, startProgram } from '../support/program.ts';

const people = [...staff('Finances', 13), { id: 'ref', department: 'Finances', roles: 'referent' }];
const BASELINE = 'survey/pilote/etat-des-lieux/1';
const SECRET_TEXT = 'Parapheur à signets quotidiens';
const ANSWERS = { round: BASELINE, q_usage: 'parfois', q_maturite: '4' };

async function openBaseline() {
  const program = await startProgram({ people });
  await program.travel('2026-11-17T09:30');
  return program;
}

type Kept = { salts: Buffer[]; tokens: Buffer[]; boxes: Buffer[]; sums: Buffer[] };

/** What somebody who copied the file would keep of what is open. */
function copyOf(file: string): Kept {
  const database = new Database(file, { readonly: true });
  const column = (sql: string) => database.prepare<[], Buffer>(sql).pluck().all();
  const kept = {
    salts: column('select salt from round where salt is not null'),
    tokens: column('select token from sealed_answer'),
    boxes: column('select box from sealed_answer'),
    sums: column('select box from sealed_sum'),
  };
  database.close();
  return kept;
}

/** Rows that are not in `before`, by table. */
function changes(program: Program, before: Record<string, string[]>): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [table, rows] of Object.entries(program.tables())) {
    const fresh = rows.filter((row) => !before[table]?.includes(row));
    if (fresh.length > 0) found[table] = fresh;
  }
  return found;
}

/** Pieces of a secret that are in the file: a long one is spread over pages. */
function pieces(bytes: Buffer, secret: Buffer): number {
  let found = 0;
  for (let start = 0; start + 32 <= secret.length; start += 128) {
    if (bytes.includes(secret.subarray(start, start + 32))) found += 1;
  }
  return found;
}

function expectThere(program: Program, kept: Kept): void {
  const bytes = program.bytes();
  for (const secret of Object.values(kept).flat()) expect(pieces(bytes, secret)).toBeGreaterThan(0);
}

function expectGone(
  program: Program,
  kept: Kept,
  except: Kept = { salts: [], tokens: [], boxes: [], sums: [] },
): void {
  const bytes = program.bytes();
  for (const secret of Object.values(kept).flat()) {
    if (
      Object.values(except)
        .flat()
        .some((open) => open.equals(secret))
    )
      continue;
    expect(pieces(bytes, secret)).toBe(0);
  }
}

describe('while a round is open', () => {
  it('an answer writes its sealed box and its event, and nothing that names a person or a moment', async () => {
    const program = await openBaseline();
    await program.act('p01', 'survey.answer', ANSWERS);
    for (const [id, verb, data] of [
      ['p02', 'survey.answer', { ...ANSWERS, q_irritant_texte: SECRET_TEXT }],
      ['p02', 'survey.answer', { ...ANSWERS, q_usage: 'jour' }],
    ] as const) {
      const before = program.tables();
      expect((await program.act(id, verb, data))?.refused).toBeUndefined();
      const written = changes(program, before);
      expect(Object.keys(written).sort()).toEqual(['inbox', 'sealed_answer']);
      expect(Object.values(written).flat()).toHaveLength(2);
      const [event] = written.inbox ?? [];
      expect(Object.keys(JSON.parse(event ?? '{}'))).toEqual(['id', 'day']);
      for (const row of Object.values(written).flat()) {
        expect(row).not.toContain('p02');
        expect(row).not.toMatch(/\d\d:\d\d/);
      }
    }
    await program.travel('2026-12-03T09:30');
    await program.act('p01', 'checkin.answer', { time: 'lost' });
    const before = program.tables();
    await program.act('p02', 'checkin.answer', { time: 'h2to4' });
    await program.act('p02', 'checkin.details', { blocker: 'trust' });
    expect(Object.keys(changes(program, before)).sort()).toEqual(['inbox', 'sealed_answer']);
  });

  it('neither the answers nor who answered can be read in the file', async () => {
    const program = await openBaseline();
    const data = { ...ANSWERS, q_irritant_texte: SECRET_TEXT };
    await program.tap('p02', 'survey.answer', data);
    const bytes = program.bytes();
    expect(bytes.includes(SECRET_TEXT)).toBe(false);
    expect(bytes.includes(Buffer.from(SECRET_TEXT).toString('base64').slice(0, 24))).toBe(false);
    const { salts, tokens } = copyOf(program.file);
    expect(tokens).toHaveLength(1);
    const round = Buffer.from(BASELINE);
    for (const { id } of people) {
      const guesses = [
        createHash('sha256').update(id).digest(),
        createHash('sha256')
          .update(BASELINE + id)
          .digest(),
      ];
      for (const key of [...salts, round, Buffer.alloc(32)]) {
        guesses.push(createHmac('sha256', key).update(id).digest());
        guesses.push(createHash('sha256').update(key).update(id).digest());
      }
      for (const guess of guesses) expect(tokens[0]?.equals(guess)).toBe(false);
    }
  });

  it('all boxes of a round have one length, whatever they hold', async () => {
    const program = await openBaseline();
    await program.act('p01', 'survey.answer', { round: BASELINE, q_usage: 'jour' });
    await program.act('p02', 'survey.answer', { ...ANSWERS, q_irritant_texte: 'é"\\'.repeat(160) });
    await program.act('p03', 'survey.answer', ANSWERS);
    expect(new Set(copyOf(program.file).boxes.map((box) => box.length)).size).toBe(1);
    await program.travel('2026-12-03T09:30');
    await program.act('p01', 'checkin.answer', { time: 'lost' });
    await program.act('p02', 'checkin.answer', { time: 'm30to60' });
    await program.act('p02', 'checkin.details', {
      useCase: 'comptes_rendus',
      tool: 'transcription',
      blocker: 'training',
    });
    expect(new Set(copyOf(program.file).boxes.map((box) => box.length)).size).toBe(1);
  });

  it('an event delivered again does nothing', async () => {
    const program = await openBaseline();
    const first = await program.act('p01', 'survey.answer', ANSWERS, 'event-1');
    expect(first?.mode).toBe('replace');
    const before = program.tables();
    expect(
      await program.act('p01', 'survey.answer', { ...ANSWERS, q_usage: 'jamais' }, 'event-1'),
    ).toBeNull();
    expect(program.tables()).toEqual(before);
  });

  it('neither metrics nor the outbox count the silent', async () => {
    const program = await openBaseline();
    for (const id of ['p01', 'p02', 'p03', 'p04', 'p05', 'p06'])
      await program.act(id, 'survey.answer', ANSWERS);
    await program.travel('2026-11-27T10:00');
    expect(program.tables().tally?.join()).toContain('/reminder/1');
    expect((await program.outbox()).some(({ campaign }) => campaign.includes('/reminder/'))).toBe(false);
    const metrics = await (await fetch(`${program.url()}/metrics`)).text();
    expect(metrics).toContain('percolateur_messages{status="sent"} 28');
  });
});

describe('at its closing', () => {
  it('nothing of what was sealed is left in the file', async () => {
    const program = await openBaseline();
    for (const { id } of people)
      await program.act(id, 'survey.answer', { ...ANSWERS, q_irritant_texte: SECRET_TEXT });
    const survey = copyOf(program.file);
    expect(survey.boxes).toHaveLength(14);
    expectThere(program, survey);
    await program.travel('2026-11-30T00:00');
    expectGone(program, survey);
    await program.travel('2026-12-03T09:30');
    for (const { id } of people) await program.act(id, 'checkin.answer', { time: 'lost' });
    const week = copyOf(program.file);
    expect(week.salts).toHaveLength(2);
    await program.travel('2026-12-08T00:00');
    const block = copyOf(program.file);
    expect(block.sums).toHaveLength(1);
    expectThere(program, block);
    expectGone(program, week, block);
    await program.travel('2026-12-16T09:00');
    expectGone(program, block);
    expectGone(program, week);
  });

  it('nor when a champion closes by hand', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-07T10:00');
    await program.say('ref', 'sondage');
    await program.tap('ref', 'survey.launch', { survey: 'satisfaction', department: 'Finances' });
    for (const { id } of people)
      await program.tap(id, 'survey.answer', { q_facilite: '4', q_recommande: '2' });
    await program.travel('2026-12-09T10:00');
    const before = copyOf(program.file);
    await program.say('ref', 'sondage clore');
    await program.tap('ref', 'survey.close');
    const after = copyOf(program.file);
    expect(after.salts).toHaveLength(before.salts.length - 1);
    expectGone(program, before, after);
  });

  it('what is interrupted leaves the open round as it was', async () => {
    const program = await openBaseline();
    for (const { id } of people) await program.act(id, 'survey.answer', ANSWERS);
    const before = program.tables();
    const interrupted = program.engine().inTurn(async (turn) => {
      await closeRound(turn, BASELINE);
      throw new Error('power cut');
    });
    await expect(interrupted).rejects.toThrow('power cut');
    expect(program.tables()).toEqual(before);
    expect(
      (await program.act('p01', 'survey.answer', { ...ANSWERS, q_usage: 'jour' }))?.refused,
    ).toBeUndefined();
    await program.travel('2026-11-30T00:00');
    expect(program.tables().frozen?.join()).toContain('"answered\\":14');
  });
});
