import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { type Inhabitant, staff } from '../support/commune.ts';
import { type Program, startProgram } from '../support/program.ts';

/**
 * Two communes in which the same things happen, but for who answers. Whoever has both databases, without the secret,
 * must not be able to tell them apart by a row that bears a name: what was sent, when, and what was not sent and why.
 * Chats are left out, they are the platform's; so are reminders, whose rows go once sent.
 */
const NAMED: Record<string, readonly string[]> = {
  outbox: ['campaign', 'person_id', 'status', 'reason', 'due_at', 'sent_on', 'channel', 'params', 'attempts'],
  person: ['id', 'paused_until', 'rhythm', 'left_on', 'locale'],
  address: ['person_id', 'channel', 'state'],
  contact: ['person_id', 'role', 'on_day'],
  round_person: ['round_id', 'person_id', 'label'],
};
/** Ids drawn at random, in either commune. */
const RANDOM = /[\w-]{22}/g;

const BASELINE = 'survey/pilote/etat-des-lieux/1';
const lead: Inhabitant = { id: 'pil', department: 'Finances', roles: 'pilote' };
const half = (id: string) => Number(id.slice(1)) % 2 === 0;

function namedRows(program: Program): Record<string, string[]> {
  const tables = program.tables();
  return Object.fromEntries(
    Object.entries(NAMED).map(([table, columns]) => [
      table,
      (tables[table] ?? [])
        .map((row): Record<string, unknown> => JSON.parse(row))
        .filter((row) => row.ephemeral !== 1)
        .map((row) => columns.map((name) => String(row[name]).replace(RANDOM, '#')).join(' | '))
        .sort(),
    ]),
  );
}

async function answer(program: Program, people: Inhabitant[], round: string, who: (id: string) => boolean) {
  for (const { id } of people.filter((person) => person !== lead && who(person.id))) {
    const data = {
      round,
      q_usage: 'parfois',
      q_facilite: '3',
      q_recommande: '4',
      q_humeur: '3',
      q_charge: '3',
    };
    expect((await program.act(id, 'survey.answer', data))?.refused, id).toBeUndefined();
  }
}

/** Launches a survey in chat, as the lead; resolves with its round. */
async function launch(program: Program, survey: string): Promise<string> {
  const said = await program.act('pil', 'survey.launch', { survey, department: '*' });
  expect(said?.refused).toBeUndefined();
  const rounds =
    program.tables().round?.map((row) => z.object({ id: z.string() }).parse(JSON.parse(row)).id) ?? [];
  return rounds.findLast((id) => id.startsWith(`sondage/${survey}/`)) ?? '';
}

/** Each story is told twice, by those who answer and those who do not in turn. */
async function told(story: (who: (id: string) => boolean) => Promise<Program>) {
  const one = namedRows(await story(half));
  const other = namedRows(await story((id) => !half(id)));
  expect(one.outbox?.length).toBeGreaterThan(20);
  expect(one).toEqual(other);
}

it('a survey, its reminders and the weekly cards: the rows with a name are the same whoever answers', async () => {
  const people = [...staff('Finances', 14), lead];
  await told(async (who) => {
    const program = await startProgram({ people });
    await program.travel('2026-11-18T10:00');
    await answer(program, people, BASELINE, who);
    await program.travel('2026-12-22T12:00');
    await answer(program, people, 'survey/pilote/satisfaction/1', who);
    await program.travel('2026-12-31T12:00');
    return program;
  });
});

it('a reminder takes nothing from the week of the silent that it does not take from everybody', async () => {
  const people = [...staff('Finances', 14), lead];
  await told(async (who) => {
    const program = await startProgram({ people });
    await program.travel('2026-11-18T10:00');
    await answer(program, people, BASELINE, who);
    await program.travel('2026-11-24T10:00');
    await launch(program, 'satisfaction');
    await program.travel('2026-11-25T10:00');
    await launch(program, 'climat');
    await program.travel('2026-11-26T10:00');
    return program;
  });
});

it('a weekly card that has nothing but a survey to recall leaves for all or for nobody', async () => {
  // Nine in the wave: no check-in is asked of them; the survey is of everybody.
  const people = [...staff('Finances', 8), ...staff('Voirie', 12, 'v'), lead];
  await told(async (who) => {
    const program = await startProgram({
      people,
      edits: [['programme.yml', 'services: []\n    semaines: 14', 'services: [Finances]\n    semaines: 14']],
    });
    writeFileSync(join(program.programme, 'cafes.yml'), 'cafes: []\n');
    const memento =
      '---\nversion: 1.0\ntitre: Règles\nlien:\n---\n\nUne règle.\n\n## Une seule\n\nPas de nom.\n';
    writeFileSync(join(program.programme, 'memento.md'), memento);
    await program.travel('2026-12-16T10:00');
    await answer(program, people, await launch(program, 'satisfaction'), who);
    await program.travel('2026-12-18T10:00');
    const weekly = (await program.outbox()).find(({ campaign }) => campaign === 'weekly/pilote/3');
    expect([program.engine().problems(), weekly?.planned]).toEqual([[], 9]);
    return program;
  });
});
