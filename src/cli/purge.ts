import type { Command } from 'commander';
import { placesFromProcess } from '../config.ts';
import { OPERATOR } from '../domain/audit.ts';
import { localDate } from '../domain/calendar.ts';
import { purge } from '../engine/purge.ts';
import { secureRandom } from '../engine/random.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { programmeCalendar } from '../programme/calendar.ts';
import { loadProgramme } from '../programme/load.ts';
import { currentTime, scrub, withStore } from './database.ts';
import { familyLines } from './families.ts';
import { tell } from './say.ts';

/** What bears no name, or counts people. */
const OTHERS = ['leavers', 'attention', 'inbox', 'questions', 'codes'] as const;

/** `percolateur purge`: deletes what was kept long enough; the service does the same once a day. */
export function register(program: Command): void {
  program
    .command('purge')
    .description(words.commands.purge)
    .action(async ({ json }: { json?: true }) => {
      const places = placesFromProcess();
      const calendar = programmeCalendar(await loadProgramme(places.programme));
      const { purged, scrubbed } = await withStore(places, async (store) => {
        const purged = await store.transaction(async (tx) => {
          const now = await currentTime(tx);
          return purge({ tx, now, today: localDate(calendar, now), random: secureRandom }, OPERATOR);
        });
        return { purged, scrubbed: await scrub(store) };
      });
      const lines = [
        ...familyLines(purged),
        ...OTHERS.filter((kind) => purged[kind] > 0).map(
          (kind) => `  ${words.purge.kinds[kind]}\u00a0: ${purged[kind]}`,
        ),
      ];
      tell(json, { ...purged, scrubbed }, [
        ...(lines.length > 0 ? [words.purge.done, ...lines] : [words.purge.nothing]),
        ...(scrubbed ? [] : [words.scrub_later]),
      ]);
    });
}
