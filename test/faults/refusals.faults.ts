import { describe, expect, it } from 'vitest';
import { settleAccounts } from './account.ts';
import { CAMPAIGNS } from './commune.ts';
import { openFurnished } from './house.ts';
import { untilSettled } from './waiting.ts';

/** What the platform says of the first people, whatever is sent to them, and what becomes of their messages. */
const TEAMS = [
  { code: 'BotDisabledByAdmin', status: 'skipped', reason: 'disabled_by_admin' },
  { code: 'BotNotInConversationRoster', status: 'skipped', reason: 'not_installed' },
  { code: 'ForbiddenOperationException', status: 'skipped', reason: 'not_installed' },
  { code: 'ConversationBlockedByUser', status: 'skipped', reason: 'blocked' },
  { code: 'ConversationNotFound', status: 'skipped', reason: 'not_installed' },
  { code: 'MessageSizeTooBig', status: 'failed', reason: 'payload_refused' },
];
const SLACK = [
  { code: 'user_disabled', status: 'skipped', reason: 'left' },
  { code: 'messages_tab_disabled', status: 'skipped', reason: 'disabled_by_admin' },
  { code: 'channel_not_found', status: 'skipped', reason: 'not_installed' },
  { code: 'invalid_blocks', status: 'failed', reason: 'payload_refused' },
  { code: 'msg_blocks_too_long', status: 'failed', reason: 'payload_refused' },
];

describe('some people cannot be written to', () => {
  it.for([
    { name: 'teams' as const, refusals: TEAMS, conversation: (number: number) => `a:p${number}` },
    {
      name: 'slack' as const,
      refusals: SLACK,
      conversation: (number: number) => `D${String(number).padStart(6, '0')}`,
    },
  ])('$name, refusing', async ({ name, refusals, conversation }, { task }) => {
    const house = await openFurnished(name, 20);
    const codes = refusals.map(({ code }, index) => [conversation(index + 1), code]);
    await house.platform.faults({ refusals: Object.fromEntries(codes) });
    await untilSettled(house);
    const { rows } = await settleAccounts(house, task, []);
    const concerned = new Set<string | null>();
    for (const [index, { status, reason }] of refusals.entries()) {
      const person = `p${index + 1}`;
      const row = rows.find(
        ({ campaign, person_id }) => campaign === CAMPAIGNS[name] && person_id === person,
      );
      expect(row).toMatchObject({ status, reason });
      concerned.add(person);
    }
    // Nobody else is.
    expect(rows.filter(({ person_id, status }) => !concerned.has(person_id) && status !== 'sent')).toEqual(
      [],
    );
  });
});
