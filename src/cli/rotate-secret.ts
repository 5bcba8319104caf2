import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { placesFromProcess } from '../config.ts';
import { Refusal } from '../domain/errors.ts';
import { secureRandom } from '../engine/random.ts';
import { rotateSecret } from '../engine/rotation.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { parseSecret } from '../secret.ts';
import { isInUse } from '../store/in-use.ts';
import { scrub, withStore } from './database.ts';
import { noteOperator } from './noting.ts';
import { sentence, tell } from './say.ts';

const text = words.rotate;

/**
 * `percolateur rotate-secret --to FILE`: the secret of `PERCOLATEUR_SECRET` gives way to that of a file, service stopped.
 * Nobody's answer is lost, and no copy of the database opens with the new secret.
 */
export function register(program: Command): void {
  program
    .command('rotate-secret')
    .description(words.commands.rotate)
    .requiredOption('--to <fichier>', words.options.to)
    .action(async ({ to, json }: { to: string; json?: true }) => {
      const places = placesFromProcess();
      if (!existsSync(places.database)) throw new Refusal('no_database', { file: places.database });
      // The sandbox's own secret protects nobody: it stays beside its database.
      if (!places.secret) throw new Refusal('rotate_no_secret');
      const from = places.secret;
      const next = parseSecret(readNew(to));
      if (!next) throw new Refusal('new_secret', { file: to });
      if (isInUse(places.database)) throw new Refusal('database_in_use');
      const done = await withStore(places, async (store) => {
        const rotation = await store.transaction(async (tx) => {
          const made = await rotateSecret({ tx, random: secureRandom }, from, next);
          await noteOperator(tx, 'secret.rotate', String(made.rounds.length));
          return made;
        });
        return { ...rotation, scrubbed: await scrub(store) };
      });
      tell(json, done, [
        sentence(text.done, { count: done.rounds.length }),
        ...done.rounds.map((id) => sentence(text.round, { id })),
        ...(done.codes > 0 ? [sentence(text.codes, { count: done.codes })] : []),
        sentence(text.next, { file: to }),
        ...(done.scrubbed ? [] : [words.scrub_later]),
      ]);
    });
}

/** Made by root as the guide says, it may not be readable by the account of the service. */
function readNew(file: string): string {
  if (!existsSync(file)) throw new Refusal('new_secret', { file });
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Refusal('new_secret_unreadable', { file });
  }
}
