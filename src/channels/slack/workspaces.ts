import type { Log } from '../../log.ts';
import { errorName } from '../../log.ts';
import type { SlackClient } from './client.ts';

/** How long a request waits for Slack to say which workspace is ours; after a failure, how long until it is asked again. */
const WAIT = 800;
const PAUSE = 5000;

export type Workspaces = {
  /** Whether a workspace may speak to us; null while Slack has not told which one is ours. */
  allows(team: string): Promise<boolean | null>;
  /** Our own bot's user id, once known. */
  ownUser(): string | null;
  /** Asks now, so that the first request need not. */
  warmUp(): void;
};

/** The workspaces named in the configuration, or, when none is, the one the token belongs to. */
export function createWorkspaces(client: SlackClient, named: string[], log: Log): Workspaces {
  let known: { team: string; user: string | null } | null = null;
  let asking: Promise<void> | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function ask() {
    try {
      const { team_id, user_id } = await client.auth.test();
      if (!team_id) throw new Error('auth.test names no team');
      known = { team: team_id, user: user_id ?? null };
    } catch (error) {
      failedAt = performance.now();
      log.warn('slack workspace unknown', { channel: 'slack', error: errorName(error) });
    } finally {
      asking = null;
    }
  }

  function identify(): Promise<void> {
    if (known || performance.now() - failedAt < PAUSE) return Promise.resolve();
    asking ??= ask();
    return asking;
  }

  return {
    async allows(team) {
      if (named.length > 0) return named.includes(team);
      if (!known) await Promise.race([identify(), pause(WAIT)]);
      return known ? known.team === team : null;
    },
    ownUser: () => known?.user ?? null,
    warmUp: () => void identify(),
  };
}

function pause(milliseconds: number) {
  return new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
}
