import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type SpawnedPlatform, spawnPlatform } from '../platforms/limited/spawned.ts';
import { SIGNING_SECRET } from '../platforms/slack-signed.ts';
import { runProgram, temporaryFolder } from '../support/process.ts';
import { outbox } from './account.ts';
import { MORNING, type PlatformName, townOf } from './commune.ts';
import { joinTeams } from './people.ts';
import { size } from './size.ts';

const CLOCK = new URL('./clock.ts', import.meta.url).href;
const HOUR = 3_600_000;
/** Messages a second that the program is allowed, and what the platform takes: as for an application that has it all. */
const RATE = size(40, 20);

export type House = Awaited<ReturnType<typeof openHouse>>;

/**
 * The service as it is installed, a real process on a real file, beside one platform with its limits, with so many
 * people. Nothing runs until `start`. `disk`: the folder of its file, when it is to be a special one.
 */
export async function openHouse(name: PlatformName, people: number, disk: string | null = null) {
  const options = name === 'slack' ? ['--people', String(people), '--per-second', String(RATE * 1.25)] : [];
  const platform: SpawnedPlatform = await spawnPlatform(name, ...options);
  onTestFinished(() => platform.close());
  const folder = disk ?? (await temporaryFolder());
  const file = join(folder, 'percolateur.db');
  const environment: Record<string, string> = {
    HOST: '127.0.0.1',
    DATABASE_URL: `file:${file}`,
    PROGRAMME: await townOf(name, people),
    PERCOLATEUR_SECRET: '0123456789abcdef0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778',
    NODE_OPTIONS: `--import=${CLOCK}`,
    ...(name === 'teams'
      ? { TEAMS_AUTH: 'off', TEAMS_RATE_PER_SECOND: String(RATE), SANDBOX: 'off' }
      : {
          SLACK_BOT_TOKEN: 'xoxb-for-tests',
          SLACK_SIGNING_SECRET: SIGNING_SECRET,
          SLACK_API_URL: `${platform.url}/api/`,
          SLACK_RATE_PER_SECOND: String(RATE),
        }),
  };
  /** The program's clock, ahead of ours by so much; it never goes back. */
  let ahead = MORNING - HOUR - Date.now();
  let url = '';

  const house = {
    name,
    people,
    platform,
    file,
    environment,
    rate: RATE,
    url: () => url,
    /** The program's time, in milliseconds. */
    now: () => Date.now() + ahead,
    /** Moves the clock on; the next start will know. */
    advance(milliseconds: number) {
      ahead += milliseconds;
    },
    /** Messages that the platform took and the program has not noted: what a process that has just died had under way. */
    async inDoubt(): Promise<number> {
      const sent = new Set(outbox({ file }).flatMap(({ id, status }) => (status === 'sent' ? id : [])));
      const marks = new Set((await platform.messages()).flatMap(({ mark }) => mark ?? []));
      return [...marks].filter((mark) => !sent.has(mark)).length;
    },
    /** Starts the program; `ready` resolves once it listens. */
    async start() {
      await platform.faults({ ahead });
      const process = runProgram({ ...environment, CLOCK_AHEAD: String(ahead) });
      return {
        ...process,
        async ready() {
          url = await process.url();
          return url;
        },
      };
    },
  };
  return house;
}

/** The house on the morning of the campaign, with everybody known to the program. */
export async function openFurnished(
  name: PlatformName,
  people: number,
  disk: string | null = null,
): Promise<House> {
  const house = await openHouse(name, people, disk);
  if (name === 'teams') {
    const program = await house.start();
    await joinTeams(house, await program.ready());
    await program.terminate();
  }
  house.advance(Math.max(0, MORNING - house.now()));
  return house;
}
