import { describe, expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { type Program, startProgram } from '../support/program.ts';

const people = [...staff('Finances', 11), { id: 'pil', department: 'Finances', roles: 'pilote' }];

/** Of every campaign: nothing planned is lost. */
async function expectAccounts(program: Program): Promise<void> {
  for (const { campaign, planned, sent, failed, skipped, waiting, reasons } of await program.outbox()) {
    expect(planned, campaign).toBe(sent + failed + skipped + waiting);
    expect(
      reasons.reduce((total, { count }) => total + count, 0),
      campaign,
    ).toBe(failed + skipped);
    for (const { sentence } of reasons) expect(sentence).toMatch(/\.$/);
  }
}

describe('deliveries', () => {
  it('skip those who left, paused, blocked or have no application, and say why', async () => {
    const program = await startProgram({ people: [...staff('Finances', 15), ...people.slice(11)] });
    await program.become('p01', 'left');
    await program.become('p02', 'paused');
    await program.become('p03', 'blocked');
    await program.become('p04', 'notInstalled');
    await program.travel('2026-11-17T09:30');
    const baseline = (await program.outbox()).find(({ campaign }) => campaign.startsWith('survey/'));
    expect(baseline).toMatchObject({ planned: 15, sent: 12, skipped: 3, waiting: 0 });
    const reasons = baseline?.reasons.map(({ reason, count }) => [reason, count]).sort();
    expect(reasons).toEqual([
      ['blocked', 1],
      ['not_installed', 1],
      ['paused', 1],
    ]);
    for (const id of ['p01', 'p02', 'p03', 'p04']) expect(await program.messages(id)).toEqual([]);
    expect((await program.call('GET', 'people')).body.map(({ state }: { state: string }) => state)).toEqual([
      'left',
      'paused',
      'blocked',
      'notInstalled',
      ...Array(12).fill('active'),
    ]);
  });

  it('add up over a whole programme, with at most two unsolicited messages a week', async () => {
    const program = await startProgram({ people });
    for (const to of ['2026-12-01T12:00', '2026-12-16T12:00', '2027-01-05T12:00', '2027-03-02T12:00']) {
      await program.travel(to);
      await expectAccounts(program);
    }
    const byWeek = new Map<string, number>();
    for (const { at, card } of await program.messages('p01')) {
      if (!card) continue;
      const date = mondayOf(at.slice(0, 10));
      byWeek.set(date, (byWeek.get(date) ?? 0) + 1);
    }
    expect(Math.max(...byWeek.values())).toBe(2);
    const campaigns = await program.outbox();
    const survey = campaigns.filter(({ campaign }) => /^survey\/[^/]+\/[^/]+\/\d$/.test(campaign));
    expect(survey.map(({ sent }) => sent)).toEqual([12, 12, 12, 12]);
    // In working hours, on working days: neither Christmas nor New Year's day.
    for (const { at } of await program.messages('p01')) {
      expect(at.slice(11) >= '08:30' && at.slice(11) < '17:30', at).toBe(true);
      expect(['2026-12-25', '2027-01-01']).not.toContain(at.slice(0, 10));
      expect([0, 6]).not.toContain(new Date(at.slice(0, 10)).getUTCDay());
    }
  });
});

function mondayOf(date: string): string {
  const day = new Date(date);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

describe('a restart', () => {
  it('changes nothing and repeats nothing', async () => {
    const program = await startProgram({ people });
    await program.become('p02', 'left');
    await program.become('p03', 'paused');
    await program.travel('2026-12-03T09:30');
    await program.tap('p01', 'checkin.answer', { time: 'h1to2' });
    const before = program.tables();
    await program.restart();
    expect(program.tables()).toEqual(before);
    await program.travel('2026-12-03T09:31');
    expect(program.tables().outbox).toEqual(before.outbox);
    expect(program.tables().sandbox_message).toEqual(before.sandbox_message);
    expect((await program.call('GET', 'people')).body[1]).toMatchObject({ id: 'p02', state: 'left' });
    // What was sealed can still be opened and counted.
    for (const id of ['p04', 'p05', 'p06', 'p07']) await program.tap(id, 'checkin.answer', { time: 'h1to2' });
    await program.travel('2026-12-08T09:00');
    expect(program.tables().frozen?.join()).toContain('participation\\":5');
  });
});

describe('the sandbox', () => {
  it('goes back to its first day', async () => {
    const program = await startProgram({ people });
    const first = await program.call('GET', 'clock');
    await program.travel('2026-12-03T09:30');
    await program.tap('p01', 'checkin.answer', { time: 'h1to2' });
    await program.become('p02', 'left');
    expect(await program.call('POST', 'reset')).toEqual(first);
    expect(await program.messages('p01')).toEqual([]);
    expect(await program.outbox()).toEqual([]);
    expect((await program.call('GET', 'people')).body[1]).toMatchObject({ id: 'p02', state: 'active' });
    await program.travel('2026-11-17T09:30');
    expect((await program.messages('p01')).map(({ at }) => at)).toEqual([
      '2026-11-16T08:30',
      '2026-11-17T09:30',
    ]);
  });

  it('tells the time, what comes next and when the reviews are', async () => {
    const program = await startProgram({ people });
    expect((await program.call('GET', 'clock')).body).toMatchObject({
      now: '2026-11-16T08:30',
      zone: 'Europe/Paris',
      launch: '2026-12-01',
      next: { at: '2026-11-17T09:30' },
      milestones: [
        { name: 'J15', on: '2026-12-16' },
        { name: 'J30', on: '2026-12-31' },
        { name: 'J90', on: '2027-03-01' },
      ],
    });
    expect(await program.travel('P1D')).toMatchObject({
      now: '2026-11-17T08:30',
      planned: people.length,
    });
  });

  it('lets simulated colleagues answer', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-03T09:30');
    const { body } = await program.call('POST', 'simulate');
    expect(body.answered).toBeGreaterThan(0);
    expect((await program.call('POST', 'clock', { to: '2026-12-04T09:30', simulate: true })).status).toBe(
      200,
    );
  });
});
