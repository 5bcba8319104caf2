import { describe, expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { words } from '../../support/program.ts';
import { allWords, FIRST, plain, SECOND, THIRD, type Town, town } from './town.ts';

const pilot = { id: 'pil', department: 'Direction', roles: 'pilote' };

describe('a draft', () => {
  it('is changed, confirmed once by the first lead, and runs like any wave', async () => {
    const program = await town();
    await program.say('pil', 'vague nouvelle');
    const saved = await program.tap('pil', 'wave.save', {
      name: 'Vague finances',
      date: '05/01/2027',
      services: SECOND,
      weeks: '12',
      licences: '10',
    });
    expect(plain(words(saved))).toContain('12 personnes dans ces services, dont 12 joignables');
    // Another lead sees the same draft.
    await program.say('pim', 'vague nouvelle');
    const confirmed = await program.tap('pim', 'wave.confirm', {
      name: 'Vague finances',
      date: '2027-01-05',
      services: SECOND,
      weeks: '12',
      licences: '10',
    });
    expect(plain(words(confirmed))).toContain(
      "C'est confirmé : jour J le mardi 5 janvier 2027, pour 12 semaines.",
    );
    expect(confirmed.actions.filter(({ verb }) => verb.startsWith('wave.'))).toEqual([]);
    const again = await program.tap('pil', 'wave.confirm', { services: THIRD, date: '2027-02-02' });
    expect(plain(words(again))).toContain('5 janvier 2027');
    expect(program.tables().wave_act?.map((row) => JSON.parse(row))).toEqual([
      { wave: 'vague-2', number: 1, act: 'open', person_id: 'pim', on_day: '2026-11-16' },
    ]);
    await program.travel('2026-11-16T11:00');
    expect(await allWords(program, 'pil')).toContain('Ouverte par Pim Morel, le lundi 16 novembre 2026.');

    await program.travel('2027-01-07T10:00');
    expect((await program.outbox()).find(({ campaign }) => campaign === 'weekly/vague-2/1')).toMatchObject({
      planned: 12,
      sent: 12,
    });
    expect(plain(words(await program.say('pil', 'vague')))).toContain('En cours : semaine 1 sur 12.');
    // A restart reads it again.
    await program.restart();
    await program.travel('2027-01-14T10:00');
    expect((await program.outbox()).find(({ campaign }) => campaign === 'weekly/vague-2/2')?.sent).toBe(12);
  });

  it('is dropped: nothing runs, and it cannot be confirmed any more', async () => {
    const program = await town();
    await program.say('pil', 'vague nouvelle');
    const { id: message } = await program.say('pim', 'vague nouvelle');
    expect(plain(words(await program.tap('pil', 'wave.drop')))).toContain('Abandonnée');
    const body = { message, verb: 'wave.confirm', data: { draft: 'vague-2' } };
    expect(await program.call('POST', 'people/pim/answers', body)).toMatchObject({
      status: 409,
      body: { code: 'wave_dropped' },
    });
    await program.travel('2026-12-10T10:00');
    expect(program.tables().wave?.[0]).toContain('"dropped"');
    expect((await program.outbox()).some(({ campaign }) => campaign.includes('vague-2/'))).toBe(false);
    expect(plain(words(await program.say('pil', 'vague nouvelle')))).toContain('Vague 3');
  });

  it('is refused in French with each thing that is wrong, and stays as it was', async () => {
    const program = await town();
    const { id: message } = await program.say('pil', 'vague nouvelle');
    const before = program.tables().wave;
    const base = { draft: 'vague-2', name: 'Vague 2', date: '2026-12-08', services: SECOND, weeks: '14' };
    for (const [data, code] of [
      [{ date: '2027-02-30' }, 'wave_date'],
      [{ date: 'demain' }, 'wave_date'],
      [{ date: '2026-11-16' }, 'wave_past'],
      [{ date: '2207-04-06' }, 'wave_far'],
      [{ date: '2026-12-13' }, 'wave_off'],
      [{ date: '2026-12-25' }, 'wave_off'],
      [{ services: '' }, 'wave_nobody'],
      [{ services: 'Nulle part' }, 'bad_input'],
      [{ services: FIRST }, 'wave_taken'],
      [{ weeks: '0' }, 'wave_weeks'],
      [{ weeks: 'quatorze' }, 'wave_weeks'],
      [{ licences: '-1' }, 'wave_licences'],
      [{ name: '   ' }, 'wave_name'],
      [{ name: 'Vague pilote' }, 'wave_name'],
    ] as const) {
      const body = { message, verb: 'wave.confirm', data: { ...base, ...data } };
      const answer = await program.call('POST', 'people/pil/answers', body);
      expect(answer.body.code, JSON.stringify(data)).toBe(code);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.body.message).toMatch(/^[A-ZÉ].*\.$/);
      expect(program.tables().wave).toEqual(before);
    }
    expect(program.tables().wave_act).toEqual([]);
  });

  it('takes a service once the wave that had it is over, and says who is too few', async () => {
    const program = await town();
    await program.say('pil', 'vague nouvelle');
    const moved = await program.tap('pil', 'wave.save', {
      draft: 'vague-2',
      services: FIRST,
      date: '2027-03-16',
    });
    expect(plain(words(moved))).toContain('13 personnes dans ces services');
    const small = await program.tap('pil', 'wave.save', {
      draft: 'vague-2',
      services: THIRD.replace(',', '%2C'),
    });
    expect(plain(words(small))).toContain('4 personnes dans ces services');
    expect(plain(words(small))).toContain('Moins de 10 personnes joignables');
  });

  it('is for leads only', async () => {
    const program = await town();
    for (const id of ['t01', 'ref', 'dgs']) {
      expect((await program.say(id, 'vague nouvelle')).text).toContain("n'est pas ouverte à votre rôle");
      for (const verb of ['wave.new', 'wave.confirm', 'wave.act', 'wave.people']) {
        const reply = await program.act(id, verb, {
          draft: 'vague-2',
          wave: 'pilote',
          act: 'end',
          sure: true,
        });
        expect(reply?.refused).toBe('role');
      }
    }
    expect(program.tables().wave).toEqual([]);
  });
});

describe('what a draft proposes', () => {
  const row = (program: Town) => JSON.parse(program.tables().wave?.[0] ?? '{}');

  it('is as many weeks as were written, whatever a lead added', async () => {
    const program = await town();
    await program.travel('2027-03-01T10:00');
    await program.act('pil', 'wave.act', { wave: 'pilote', act: 'prolong', sure: true });
    await program.say('pil', 'vague nouvelle');
    expect(row(program).weeks).toBe(14);
  });

  it('is licences pro rata of the services chosen, until somebody writes another number', async () => {
    const who = [...staff(FIRST, 12, 't'), ...staff(SECOND, 6, 'f'), pilot];
    const program = await town({ services: `[${FIRST}, ${SECOND}, Direction]`, who });
    await program.say('pil', 'vague nouvelle');
    const licences = async (data: Record<string, string>) => {
      await program.tap('pil', 'wave.save', { draft: 'vague-2', date: '2027-03-16', ...data });
      return JSON.parse(row(program).resources).licences;
    };
    const { licences: none } = JSON.parse(row(program).resources);
    expect(none).toBe(0);
    const all = (await programmeLicences(program)) / 19;
    expect(await licences({ services: SECOND, licences: '0' })).toBe(Math.round(6 * all));
    const [f, t] = [Math.round(6 * all), Math.round(12 * all)];
    expect(await licences({ services: FIRST, licences: String(f) })).toBe(t);
    expect(await licences({ services: FIRST, licences: '3' })).toBe(3);
    expect(await licences({ services: SECOND, licences: '3' })).toBe(3);
  });
});

async function programmeLicences(program: Town): Promise<number> {
  return program.engine().inTurn(async (turn) => turn.programme.waves[0]?.resources.licences ?? 0);
}
