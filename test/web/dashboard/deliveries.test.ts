import { expect, it } from 'vitest';
import { deliveryLines } from '../../../src/engine/delivery-lines.ts';
import { campaignReport, outboxReport, reportsOf } from '../../../src/engine/outbox-report.ts';
import { createSlicedCount } from '../../../src/engine/sliced-count.ts';
import { collect } from '../../../src/report/collect.ts';
import { exportFiles } from '../../../src/report/export-files.ts';
import { addTally, countDeliveriesAfter } from '../../../src/store/tally.ts';
import { ordinaryWave } from '../../instruments/digest/answers.ts';
import { createWorld } from '../../instruments/digest/world.ts';
import { type Program, startProgram } from '../../support/program.ts';
import { enter, LEAD, post, reviewsOf, textOf } from './posted.ts';

const NEWS = 'memento/pilote/2.0';

/** A program after a week, in which some had read the rules before they were sent. */
async function withNews(): Promise<Program> {
  const program = await startProgram();
  await program.travel('2026-12-04T10:00');
  await program.engine().inTurn(async ({ tx }) => {
    await addTally(tx, NEWS, 'sent', '', 1450);
    await addTally(tx, NEWS, 'skipped', 'already_answered', 3);
    await addTally(tx, NEWS, 'skipped', 'paused', 4);
    await addTally(tx, NEWS, 'skipped', 'not_installed', 2);
    await addTally(tx, 'survey/pilote/avant/1/reminder/1', 'skipped', 'already_answered', 37);
  });
  return program;
}

it('counts how many had read already with the choices of others, on the page, in chat and in the data', async () => {
  const program = await withNews();
  const world = await createWorld();
  await ordinaryWave(world);
  const [first] = await reviewsOf(world, 'J15');
  await post(program, first ?? expect.fail());
  const { body } = await (await enter(program, LEAD))('');
  const page = textOf(body);
  expect(page).toMatch(/ou n'en avaient plus besoin[^\n]*\n7\n/);
  // Numbers are written as in the sentence above them; every table that is seen has a title that is.
  expect(page).toContain('\n1\u202f450\n');
  expect(body).toContain('<h3>Pourquoi des messages ne sont pas partis</h3>');
  const { messages, planned } = { messages: 'Messages de la vague', planned: first?.deliveries.planned };
  expect(page).toContain(`${messages}\u00a0: ${planned} prévus`);
  const { lines, files } = await program.engine().inTurn(async ({ tx, calendar }) => ({
    lines: deliveryLines(await campaignReport(tx, NEWS)),
    files: exportFiles(await collect(tx, calendar)),
  }));
  expect(lines.at(-1)).toMatch(/^• 7 messages ne sont pas partis/);
  expect(files.get('raisons.csv')).toContain(`${NEWS};personal;`);
  for (const told of [page, lines.join('\n'), ...files.values()]) {
    expect(told).not.toMatch(/already_answered|répondu entre-temps|\b37\b.*reminder/);
  }
});

it('counts slice by slice what the whole table says, reminders apart', async () => {
  const program = await withNews();
  const inTurn = program.engine().inTurn;
  const whole = await inTurn(({ tx }) => outboxReport(tx));
  let slices = 0;
  const count = createSlicedCount(
    (after) => {
      slices++;
      return inTurn(({ tx }) => countDeliveriesAfter(tx, after, 50));
    },
    { keyOf: ({ campaign, status, reason }) => `${campaign}\n${status}\n${reason}` },
  );
  const sorted = (reports: ReturnType<typeof reportsOf>) =>
    reports
      .filter(({ campaign }) => !campaign.includes('/reminder/'))
      .map((one) => ({
        ...one,
        reasons: one.reasons.toSorted((a, b) => a.reason.localeCompare(b.reason)),
      }));
  expect(sorted(reportsOf(await count()))).toEqual(sorted(whole));
  expect(slices).toBeGreaterThan(2);
  // A count of many slices is good for some minutes.
  const before = slices;
  await count();
  expect(slices).toBe(before);
});
