import { expect, it } from 'vitest';
import { backoff } from '../../src/engine/backoff.ts';
import { besideTeams } from '../support/beside.ts';
import { teamsPerson } from '../support/teams-person.ts';

it('refused credentials are told once to a lead whom another platform reaches, over a restart too', async () => {
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
  await program.travel('2026-11-17T09:00');
  connector.failAll({ status: 401, code: 'BotNotRegistered' });
  await program.travel('2026-11-17T09:45', 0);
  await program.restart();
  await program.travel('2026-11-17T10:30', 0);
  const { body } = await program.sandbox('people/pil/messages');
  const told = JSON.stringify(body).match(/Les envois par Teams sont arrêtés/g) ?? [];
  expect(told.length).toBeGreaterThan(0);
  const { body: outbox } = await program.sandbox('outbox');
  const alarms = outbox.filter(({ campaign }: { campaign: string }) => campaign.startsWith('credentials/'));
  expect(alarms).toMatchObject([
    { planned: 1, sent: 1, title: 'Envois arrêtés par une plateforme, aux pilotes' },
  ]);
});

it('a try comes back within a bound that doubles, drawn at random', () => {
  const most = (size: number) => Buffer.alloc(size, 0xff);
  expect([0, 1, 2, 3].map((attempts) => Math.round(backoff(attempts, most)))).toEqual([2, 4, 8, 16]);
  expect(backoff(18, most)).toBeLessThanOrEqual(3600);
  expect(backoff(18, (size) => Buffer.alloc(size))).toBe(0.5);
});
