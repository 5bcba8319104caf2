import { expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { type Program, startProgram, words } from '../support/program.ts';

const people = [
  ...staff('Services techniques', 12),
  { id: 'dgs', department: 'Direction générale', roles: 'direction' },
  { id: 'pil', department: 'Direction générale', roles: 'pilote' },
];

async function answerWeek(program: Program): Promise<void> {
  for (const [index, { id }] of people.entries()) {
    if (index < 10) await program.act(id, 'checkin.answer', { time: index < 6 ? 'h1to2' : 'unused' });
  }
}

it('the reviews are shown to the lead the working day before, then to the direction, which decides', async () => {
  const program = await startProgram({ people });
  await program.travel('2026-12-03T10:00');
  await answerWeek(program);
  await program.travel('2026-12-10T10:00');
  await answerWeek(program);

  // J+15 is Wednesday 16 December.
  await program.travel('2026-12-15T08:59');
  await expect(program.offering('pil', 'digest.note')).rejects.toThrow();
  await program.travel('2026-12-15T09:00');
  expect(words(await program.offering('pil', 'digest.note'))).toContain('J+15');
  const noted = await program.tap('pil', 'digest.note', { note: 'Le café de jeudi a fait salle comble.' });
  expect(JSON.stringify(noted.card)).toContain('salle comble');
  const delayed = await program.tap('pil', 'digest.delay');
  expect(words(delayed)).toContain('jeudi 17 décembre à 9');
  await program.travel('2026-12-17T08:59');
  expect(await program.channel()).toEqual([]);
  await program.travel('2026-12-17T09:00');
  const [first] = await program.channel();
  expect(first?.at).toBe('2026-12-17T09:00');
  expect(first && words(first)).toContain('salle comble');
  const message = (await program.messages('pil')).findLast(({ card }) =>
    JSON.stringify(card).includes('salle comble'),
  )?.id;
  const late = await program.call('POST', 'people/pil/answers', {
    message,
    verb: 'digest.note',
    data: { note: 'x' },
  });
  expect(late.status).toBeGreaterThanOrEqual(400);

  await program.travel('2027-03-02T09:00');
  const posted = await program.channel();
  expect(posted.map(({ at }) => at)).toEqual(['2026-12-17T09:00', '2026-12-31T09:00', '2027-03-01T09:00']);
  const previews = (await program.messages('pil')).filter(({ text }) => /^Aperçu.*J\+(15|30|90)/.test(text));
  expect(previews.map(({ at }) => at)).toEqual(['2026-12-15T09:00', '2026-12-30T09:00', '2027-02-26T09:00']);
  for (const digest of posted) expect(digest.images.length).toBeGreaterThan(0);

  const asked = posted[2];
  const decide = (id: string) =>
    program.call('POST', `people/${id}/answers`, {
      message: asked?.id,
      verb: 'digest.decide',
      data: asked?.actions.find(({ data }) => data.decision === 'extend')?.data,
    });
  expect(await decide('p01')).toMatchObject({ status: 403, body: { code: 'role' } });
  const decided = await decide('dgs');
  expect(decided.status).toBe(200);
  expect(words(decided.body)).toContain('Personne dgs');
  expect(program.tables().decision).toHaveLength(1);
  expect(words(await program.say('dgs', 'bilan'))).toContain('J+90');
});

it('a commune of nine is asked nothing, and the review says why', async () => {
  const nine = people.slice(4, 14).filter(({ id }) => id !== 'p05');
  expect(nine).toHaveLength(9);
  const program = await startProgram({ people: nine });
  await program.travel('2026-12-03T10:00');
  const week = (await program.messages('p06')).at(-1);
  expect(week && words(week)).toContain('Une règle du mémento');
  expect(week?.actions.map(({ verb }) => verb)).not.toContain('checkin.answer');
  expect((await program.say('p06', '1 h')).text).toContain("Je n'ai pas compris");
  await program.travel('2026-12-16T10:00');
  expect(program.tables().round).toEqual([]);
  const [digest] = await program.channel();
  expect(digest && words(digest)).toMatch(/moins de dix|trop peu/i);
});
