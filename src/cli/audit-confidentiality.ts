import { existsSync, realpathSync } from 'node:fs';
import type { Command } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { placesFromProcess } from '../config.ts';
import { Refusal } from '../domain/errors.ts';
import words from '../locales/audit.fr.json' with { type: 'json' };
import { attack } from './audit/attack.ts';
import { placesAround } from './audit/places.ts';
import { findingsOf, printOf, reportLines } from './audit/report.ts';
import { openScene } from './audit/scene.ts';
import { secretOf } from './database.ts';
import { tell } from './say.ts';
import { Unsettled } from './unsettled.ts';

type Options = { json?: true; before?: string; also?: string[] };

/** `percolateur audit-confidentiality [FILE]`: what a thief would find in the database, or in a copy of it. */
export function register(program: Command): void {
  program
    .command('audit-confidentiality [fichier]')
    .description(words.description)
    .option('--before <copie>', words.options.before)
    .option('--also <chemins...>', words.options.also)
    .action((typed: string | undefined, { json, before, also = [] }: Options) => {
      const own = placesFromProcess();
      const file = typed ?? own.database;
      for (const path of [file, ...(before ? [before] : [])]) {
        if (!existsSync(path)) throw new Refusal('no_database', { file: path });
      }
      const scene = openScene(file, secretOf(own));
      const places = placesAround(file, also);
      const earlier = before ? realpathSync(before) : null;
      const attempts = attack(scene, { places, before: earlier, real: own.secret !== null });
      const date = Temporal.Now.instant().toString({ smallestUnit: 'second' });
      const report = { date, scene, attempts, others: [...places.copies, ...places.texts, ...places.packed] };
      const findings = findingsOf(report);
      const ok = findings.every(({ level }) => level !== 'leak');
      const tried = attempts.map(({ name, skipped, findings: found }) => ({
        name,
        skipped,
        found: found.length,
      }));
      const data = { ok, file, sha256: printOf(scene), date, others: report.others, tried, findings };
      tell(json, data, reportLines(report));
      if (!ok) throw new Unsettled();
    });
}
