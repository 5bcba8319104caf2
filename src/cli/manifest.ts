import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { Refusal } from '../domain/errors.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { slackManifest } from './manifest-slack.ts';
import { teamsManifest } from './manifest-teams.ts';
import { say } from './say.ts';
import { VERSION } from './version.ts';

export { slackManifest, teamsManifest };

const { options, commands } = words;
const ORGANISATION = 'votre collectivité';

type Common = { organisation: string; json?: true };

/** `percolateur manifest teams|slack`: what an administrator uploads or pastes. */
export function register(program: Command): void {
  const manifest = program.command('manifest').description(commands.manifest);

  manifest
    .command('teams')
    .description(commands.manifest_teams)
    .requiredOption('--app-id <guid>', options.appId)
    .requiredOption('--public-url <url>', options.publicUrl)
    .option('--organisation <nom>', options.organisation, ORGANISATION)
    .option('--out <fichier>', options.out, 'percolateur-teams.zip')
    .action(async ({ json, out, ...input }: Common & { appId: string; publicUrl: string; out: string }) => {
      const zip = await teamsManifest({ ...input, version: VERSION });
      await save(out, zip);
      say(json, { file: out, bytes: zip.length }, words.written);
    });

  manifest
    .command('slack')
    .description(commands.manifest_slack)
    .option('--public-url <url>', options.publicUrlSlack)
    .option('--organisation <nom>', options.organisation, ORGANISATION)
    .option('--out <fichier>', options.out)
    .action(async ({ json, out, organisation, publicUrl }: Common & { publicUrl?: string; out?: string }) => {
      const made = `${JSON.stringify(await slackManifest({ publicUrl: publicUrl ?? null, organisation }), null, 2)}\n`;
      if (!out) return void process.stdout.write(made);
      await save(out, made);
      say(json, { file: out, bytes: Buffer.byteLength(made) }, words.written);
    });
}

async function save(file: string, content: Uint8Array | string): Promise<void> {
  await writeFile(file, content).catch(() => {
    throw new Refusal('out', { file });
  });
}
