import type { Log } from '../../log.ts';
import { errorName } from '../../log.ts';
import type { SlackClient } from './client.ts';
import type { Origin } from './payload.ts';

/** How long a request waits for Slack to say which workspace is ours; after a failure, how long until it is asked again. */
const WAIT = 800;
const PAUSE = 5000;

export type Workspaces = {
  /**
   * Whether what happened there, done by somebody of there, is for us; null while Slack has not told which workspace is
   * ours. Both must be ours: a guest from another company chooses their own e-mail, and we know people by theirs.
   */
  allows(origin: Origin): Promise<boolean | null>;
  /** Our own bot's user id, once known. */
  ownUser(): string | null;
  /** Asks now, so that the first request need not. */
  warmUp(): void;
};

/**
 * The workspaces named in the configuration, or, when none is, the one the token belongs to (for an app installed on a
 * whole organisation of Enterprise Grid: that organisation). Somebody of the token's organisation is one of ours.
 */
export function createWorkspaces(client: SlackClient, named: string[], log: Log): Workspaces {
  let known: { team: string; organisation: string | null; user: string | null } | null = null;
  let asking: Promise<void> | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function ask() {
    try {
      const { team_id, enterprise_id, is_enterprise_install, user_id } = await client.auth.test();
      const team = is_enterprise_install ? enterprise_id : team_id;
      if (!team) throw new Error('auth.test names no team');
      known = { team, organisation: enterprise_id ?? null, user: user_id ?? null };
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
    async allows({ team, home }) {
      const isWithin = (ours: string[]) => ours.includes(team) && (home === null || ours.includes(home));
      if (isWithin(named)) return true;
      if (named.length > 0 && !named.includes(team)) return false;
      // Which organisation is ours, no name tells.
      if (!known) await Promise.race([identify(), pause(WAIT)]);
      if (!known) return null;
      const ours = named.length > 0 ? named : [known.team];
      return isWithin(ours) || (ours.includes(team) && home === known.organisation);
    },
    ownUser: () => known?.user ?? null,
    warmUp: () => void identify(),
  };
}

function pause(milliseconds: number) {
  return new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
}
