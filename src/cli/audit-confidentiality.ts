import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { placesFromProcess } from '../config.ts';
import { Refusal } from '../domain/errors.ts';
import words from '../locales/audit.fr.json' with { type: 'json' };
import { readEvidence } from '../store/evidence.ts';
import { checkDigests } from './audit/digests.ts';
import type { Finding } from './audit/finding.ts';
import { checkFrozen } from './audit/frozen.ts';
import { checkRemains, checkShortLived } from './audit/leftovers.ts';
import { checkRounds } from './audit/rounds.ts';
import { checkAttention, checkTokens } from './audit/tokens.ts';
import { secretOf } from './database.ts';
import { sentence, tell } from './say.ts';
import { Unsettled } from './unsettled.ts';

/** `percolateur audit-confidentiality [FILE]`: what a thief would find in the database, or in a copy of it. */
export function register(program: Command): void {
  program
    .command('audit-confidentiality [fichier]')
    .description(words.description)
    .action((typed: string | undefined, { json }: { json?: true }) => {
      const places = placesFromProcess();
      const file = typed ?? places.database;
      const findings = audit(file, secretOf(places), places.secret !== null);
      const leaks = findings.filter(({ level }) => level === 'leak');
      const risks = findings.filter(({ level }) => level === 'risk');
      tell(json, { ok: leaks.length === 0, file, findings }, [
        ...section(words.leaks, leaks),
        ...section(words.risks, risks),
        ...words.always,
        leaks.length === 0 ? sentence(words.well, { file }) : sentence(words.bad, { count: leaks.length }),
      ]);
      if (leaks.length > 0) throw new Unsettled();
    });
}

/** `real`: only an installation with a secret of its own can talk to people, on the clock of this machine. */
function audit(file: string, secret: Uint8Array | null, real: boolean): Finding[] {
  if (!existsSync(file)) throw new Refusal('no_database', { file });
  const evidence = readEvidence(file);
  return [
    ...checkRounds(evidence),
    ...checkTokens(evidence, secret),
    ...checkAttention(evidence),
    ...checkFrozen(evidence),
    ...checkDigests(evidence),
    ...checkShortLived(evidence, real ? Temporal.Now.plainDateISO('UTC') : null),
    ...checkRemains(file, evidence, secret),
  ];
}

function section(title: string, findings: readonly Finding[]): string[] {
  return findings.length === 0 ? [] : [title, ...findings.map(({ code, text }) => `  [${code}] ${text}`)];
}
