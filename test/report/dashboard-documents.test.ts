import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { type Program, startProgram } from '../support/program.ts';
import { pagesOf, pdfText, typed } from './reading.ts';

/** a57 is of the leadership, a59 the lead of the example. */
async function enter(program: Program, id: string): Promise<string> {
  const url = /"url":"([^"]+)"/.exec(JSON.stringify((await program.say(id, 'bilan web')).card))?.[1];
  const opened = await fetch(url ?? '', { method: 'POST', redirect: 'manual' });
  return opened.headers.get('set-cookie')?.split(';')[0] ?? '';
}

const take = (program: Program, name: string, cookie = '') =>
  fetch(`${program.url()}/tableau-de-bord/documents/${name}`, { headers: { cookie } });

async function reviewed(): Promise<Program> {
  const program = await startProgram();
  for (const day of ['2026-12-03T10:00', '2026-12-10T10:00']) {
    await program.travel(day);
    for (let index = 1; index <= 31; index++) {
      const id = `a${String(index).padStart(2, '0')}`;
      await program.act(id, 'checkin.answer', { time: index % 2 === 0 ? 'lt30' : 'unused' });
    }
  }
  await program.travel('2026-12-15T10:00');
  const formula = '=HYPERLINK("http://ailleurs.example";"cliquez")';
  await program.tap('a59', 'digest.note', { note: formula });
  await program.travel('2026-12-17T10:00');
  return program;
}

it('leaders and leads take papers and data away, each noted; nobody else, and nothing else', async () => {
  const program = await reviewed();
  const leader = await enter(program, 'a57');
  const lead = await enter(program, 'a59');

  const paper = await take(program, 'bilan-pilote-J15.pdf', leader);
  expect(paper.status).toBe(200);
  expect(Object.fromEntries(paper.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename="bilan-pilote-J15.pdf"',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  const pdf = new Uint8Array(await paper.arrayBuffer());
  expect(pdfText(pdf)).toContain('=HYPERLINK("http://ailleurs.example";"cliquez")');
  // A note is words: no link in it is alive.
  expect(Buffer.from(pdf).toString('latin1')).not.toMatch(/\/URI|\/JavaScript|\/Launch/);
  const report = await take(program, 'rapport-pilote.pdf', leader);
  expect(pagesOf(new Uint8Array(await report.arrayBuffer()))).toBeLessThanOrEqual(2);
  const note = await take(program, 'note-pilote.md', lead);
  expect(note.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(typed(await note.text())).toContain('# Note de synthèse au comité de suivi');

  const files = async (cookie: string) =>
    unzipSync(new Uint8Array(await (await take(program, 'percolateur.zip', cookie)).arrayBuffer()));
  const own = await files(leader);
  expect(Object.keys(own)).not.toContain('envois.csv');
  expect(JSON.parse(Buffer.from(own['percolateur.json'] ?? []).toString())).toMatchObject({
    version: 1,
    deliveries: null,
  });
  expect(Buffer.from(own['bilans.csv'] ?? []).toString()).toContain(`;"'=HYPERLINK(`);
  expect(Object.keys(await files(lead))).toContain('envois.csv');

  for (const name of ['bilan-pilote-J30.pdf', 'bilan-autre-J15.pdf', '..%2Fpage.css', 'percolateur.json']) {
    expect((await take(program, name, leader)).status, name).toBe(404);
  }
  for (const cookie of ['', 'percolateur_session=somebody']) {
    const refused = await take(program, 'bilan-pilote-J15.pdf', cookie);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('content-type')).toContain('text/html');
  }
  // Whoever has lost the role since takes nothing any more.
  await program.become('a57', 'left');
  expect((await take(program, 'bilan-pilote-J15.pdf', leader)).status).toBe(401);

  const acts = (program.tables().audit ?? []).map((row) => JSON.parse(row));
  const taken = acts
    .filter(({ act }) => act === 'dashboard.take')
    .map(({ actor, object }) => [actor, object]);
  expect(taken).toEqual([
    ['a57', 'bilan-pilote-J15.pdf'],
    ['a57', 'rapport-pilote.pdf'],
    ['a59', 'note-pilote.md'],
    ['a57', 'percolateur.zip'],
    ['a59', 'percolateur.zip'],
  ]);
});

it('an agent and a champion are given no way in', async () => {
  const program = await startProgram();
  for (const id of ['a03', 'a05']) {
    expect(JSON.stringify((await program.say(id, 'bilan web')).card)).not.toContain('entrer');
  }
});
