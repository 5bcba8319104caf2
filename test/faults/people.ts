import { setTimeout as sleep } from 'node:timers/promises';
import { personalActivity } from '../platforms/teams.ts';
import type { House } from './house.ts';

/** Calls a function for each item, some at a time. */
export async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** A person's activity, in their private chat. */
export function activityOf(house: Pick<House, 'platform'>, id: string, extra: Record<string, unknown>) {
  return personalActivity(
    { serviceUrl: `${house.platform.url}/teams/` },
    {
      from: { id: `29:${id}`, name: id, aadObjectId: `aad-${id}` },
      conversation: { id: `a:${id}`, conversationType: 'personal', tenantId: 'tenant-1' },
      ...extra,
    },
  );
}

/** Everybody adds the application. */
export async function joinTeams(house: Pick<House, 'platform' | 'people'>, url: string): Promise<void> {
  const ids = Array.from({ length: house.people }, (_, index) => `p${index + 1}`);
  await inParallel(ids, 16, async (id) => {
    const activity = activityOf(house, id, {
      id: `install-${id}`,
      type: 'conversationUpdate',
      membersAdded: [{ id: '28:bot' }],
    });
    // A 503 asks for the same again: Teams does that.
    for (let status = 503; status !== 200; ) {
      const response = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(activity),
      });
      status = response.status;
      if (status === 503) await sleep(500);
      else if (status !== 200) throw new Error(`joining: ${status}`);
    }
  });
}
