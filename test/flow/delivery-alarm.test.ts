import { expect, it } from 'vitest';
import { backoff } from '../../src/engine/backoff.ts';
import { besideTeams } from '../support/beside.ts';
import { teamsPerson } from '../support/teams-person.ts';

const REFUSED = { status: 401, code: 'BotNotRegistered' };

/** A lead in the sandbox, and eleven agents who have installed the app in Teams. */
async function open() {
  const { connector, program } = await besideTeams([
    { id: 'pil', roles: 'pilote' },
    ...Array.from({ length: 11 }, (_, index) => ({
      id: `p${index}`,
      aadId: `aad-agent${index}`,
      channel: 'teams',
    })),
  ]);
  for (let index = 0; index < 11; index++)
    await teamsPerson(connector, program.url, `agent${index}`).install();
  const alarms = async () => {
    const { body: outbox } = await program.sandbox('outbox');
    return outbox.filter(({ campaign }: { campaign: string }) => campaign.startsWith('credentials/'));
  };
  return { connector, program, alarms };
}

it('refused credentials are told once to a lead whom another platform reaches, over a restart too', async () => {
  const { connector, program, alarms } = await open();
  await program.travel('2026-11-17T09:00');
  connector.failAll(REFUSED);
  await program.travel('2026-11-17T09:45', 0);
  await program.restart();
  await program.travel('2026-11-17T10:30', 0);
  const { body } = await program.sandbox('people/pil/messages');
  const told = JSON.stringify(body).match(/Les envois par Teams sont arrêtés/g) ?? [];
  expect(told.length).toBeGreaterThan(0);
  expect(await alarms()).toMatchObject([
    { planned: 1, sent: 1, title: 'Envois arrêtés par une plateforme, aux pilotes' },
  ]);
});

it('credentials that were mended during a stop, and are refused again later, are told again', async () => {
  const { connector, program, alarms } = await open();
  await program.travel('2026-11-17T09:00');
  connector.failAll(REFUSED);
  await program.travel('2026-11-17T09:45', 0);
  expect(await alarms()).toHaveLength(1);
  connector.failAll(null);
  await program.restart();
  await program.travel('2026-11-24T12:00');
  connector.failAll(REFUSED);
  await program.travel('2026-12-02T12:00', 0);
  expect(await alarms()).toHaveLength(2);
});

it('a try comes back within a bound that doubles, drawn at random', () => {
  const most = (size: number) => Buffer.alloc(size, 0xff);
  expect([0, 1, 2, 3].map((attempts) => Math.round(backoff(attempts, most)))).toEqual([2, 4, 8, 16]);
  expect(backoff(18, most)).toBeLessThanOrEqual(3600);
  expect(backoff(18, (size) => Buffer.alloc(size))).toBe(0.5);
});
