import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../../src/log.ts';
import { plainSpaces } from '../../cli/support.ts';
import { type Program, startProgram, words } from '../../support/program.ts';
import { busy, people } from './town.ts';

/** Asks for one's file in chat; the address that comes back. */
async function linkOf(program: Program, id: string): Promise<string> {
  await program.say(id, 'mes-donnees');
  const card = JSON.stringify((await program.tap(id, 'rights.file')).card);
  const url = /"url":"([^"]+)"/.exec(card)?.[1];
  if (!url) throw new Error('no link');
  return url;
}

const take = (url: string) => fetch(url, { method: 'POST' });

describe('the file', () => {
  it('says the same as the chat, in words and for a machine, once', async () => {
    const program = await startProgram({ people });
    await busy(program);
    const url = await linkOf(program, 'p03');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mes-donnees\/[\w-]{43}$/);
    // Chats and mail filters open links before people do.
    for (let times = 0; times < 2; times++) {
      const page = await fetch(url);
      expect(page.status).toBe(200);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      const html = await page.text();
      expect(html).toContain('<form method="post">');
      expect(html).not.toMatch(/<script|Vautrin/);
    }
    const answer = await take(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    expect(Object.keys(files)).toEqual(['mes-donnees.txt', 'mes-donnees.json']);
    const text = plainSpaces(strFromU8(files['mes-donnees.txt'] ?? new Uint8Array()));
    expect(text).toMatch(/Café du jeudi 10 décembre 2026 .* : vous avez répondu oui/);
    expect(text).toContain('Capucine Vautrin');
    const data = JSON.parse(strFromU8(files['mes-donnees.json'] ?? new Uint8Array()));
    expect(data).toMatchObject({ person: 'p03', madeOn: '2026-12-03' });
    const tables = data.rows.map(({ table }: { table: string }) => table);
    for (const table of [
      'rsvp',
      'acknowledgement',
      'memento_question',
      'help_call',
      'outbox',
      'round_person',
      'person',
    ])
      expect(tables).toContain(table);
    expect(JSON.stringify(data)).not.toMatch(/h1to2|"p04"|salt|token/);
    // A second time, as anything unknown.
    for (const again of [url, url.replace(/.$/, '-'), `${program.url()}/mes-donnees/x`]) {
      expect((await take(again)).status).toBe(410);
      expect((await fetch(again)).status).toBe(410);
    }
  });

  it('is out of reach after a quarter of an hour, and when another link was made', async () => {
    const program = await startProgram({ people });
    const first = await linkOf(program, 'p03');
    const second = await linkOf(program, 'p03');
    expect((await take(first)).status).toBe(410);
    await program.travel('PT14M');
    expect((await fetch(second)).status).toBe(200);
    await program.travel('PT1M');
    expect((await take(second)).status).toBe(410);
    await program.travel('P1D');
    expect(program.tables().file_link).toEqual([]);
  });

  it('is of whoever asked: two links at once do not mix', async () => {
    const program = await startProgram({ people });
    const [one, other] = [await linkOf(program, 'p03'), await linkOf(program, 'p04')];
    const text = async (url: string) => {
      const files = unzipSync(new Uint8Array(await (await take(url)).arrayBuffer()));
      return strFromU8(files['mes-donnees.txt'] ?? new Uint8Array());
    };
    expect(await text(one)).toContain('Vautrin');
    expect(await text(other)).not.toContain('Vautrin');
  });

  it('leaves the secret of its address in no log and in no table but the chat of the sandbox', async () => {
    const lines: string[] = [];
    const keep = (...line: unknown[]) => void lines.push(JSON.stringify(line));
    const log: Log = { info: keep, warn: keep, error: keep };
    const program = await startProgram({ people, log });
    const url = await linkOf(program, 'p03');
    const secret = url.split('/').at(-1) ?? '';
    const { sandbox_message: _, ...tables } = program.tables();
    expect(JSON.stringify(tables)).not.toContain(secret);
    await fetch(url);
    await take(url);
    await take(url);
    expect(lines.join('\n')).not.toContain(secret);
  });

  it('wants the sandbox or a public address: another service says who makes it', async () => {
    const program = await startProgram({ people });
    const told = await program.engine().inTurn(async (turn) => {
      const { createRights } = await import('../../../src/instruments/rights/index.ts');
      const { findPerson } = await import('../../../src/store/person.ts');
      const person = await findPerson(turn.tx, 'p03');
      const verb = createRights([]).verbs?.find(({ verb: name }) => name === 'rights.file');
      if (!person || !verb) throw new Error('nothing to test');
      return verb.run({ ...turn, publicUrl: null }, { person, data: {}, params: {} });
    });
    expect(JSON.stringify(told)).toContain('percolateur person-data');
    expect(program.tables().file_link).toEqual([]);
    expect(words(await program.say('p03', 'mes-donnees'))).toContain('Vos données');
  });
});
