import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { EXAMPLE_PROGRAMME, placesFromProcess } from '../config.ts';
import { Refusal, StartupError } from '../domain/errors.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { loadProgramme } from '../programme/load.ts';
import { slackManifest } from './manifest-slack.ts';
import { teamsManifest } from './manifest-teams.ts';
import { say, sentence } from './say.ts';
import { VERSION } from './version.ts';

export { slackManifest, teamsManifest };

const { options, commands } = words;
const ORGANISATION = 'votre collectivité';

type Common = { organisation?: string; publicUrl?: string; json?: true };

/** `percolateur manifest teams|slack`: what an administrator uploads or pastes. Flags win over the configuration. */
export function register(program: Command): void {
  const manifest = program.command('manifest').description(commands.manifest);

  manifest
    .command('teams')
    .description(commands.manifest_teams)
    .option('--app-id <guid>', options.appId)
    .option('--public-url <url>', options.publicUrl)
    .option('--organisation <nom>', options.organisation)
    .option('--out <fichier>', options.out, 'percolateur-teams.zip')
    .action(async ({ json, out, ...typed }: Common & { appId?: string; out: string }) => {
      const places = placesFromProcess();
      const appId = typed.appId ?? places.appId;
      const publicUrl = typed.publicUrl ?? places.publicUrl;
      if (!appId) throw new Refusal('missing_app_id');
      if (!publicUrl) throw new Refusal('missing_public_url');
      const organisation = typed.organisation ?? (await organisationOf(places.programme));
      const zip = await teamsManifest({ appId, publicUrl, organisation, version: VERSION });
      await save(out, zip);
      say(json, { file: out, bytes: zip.length }, words.written);
    });

  manifest
    .command('slack')
    .description(commands.manifest_slack)
    .option('--public-url <url>', options.publicUrlSlack)
    .option('--organisation <nom>', options.organisation)
    .option('--out <fichier>', options.out)
    .action(async ({ json, out, ...typed }: Common & { out?: string }) => {
      const places = placesFromProcess();
      const publicUrl = typed.publicUrl ?? (places.socketMode ? null : places.publicUrl);
      const organisation = typed.organisation ?? (await organisationOf(places.programme));
      const made = `${JSON.stringify(await slackManifest({ publicUrl, organisation }), null, 2)}\n`;
      if (!out) return void process.stdout.write(made);
      await save(out, made);
      say(json, { file: out, bytes: Buffer.byteLength(made) }, words.written);
    });
}

/** The name in the programme, once there is one to read: a manifest can be made before it. */
async function organisationOf(folder: string): Promise<string> {
  try {
    const { name } = (await loadProgramme(folder)).organisation;
    // Everybody in Teams would read the name of a commune that does not exist.
    if (folder === EXAMPLE_PROGRAMME) console.error(sentence(words.example_name, { name }));
    return name;
  } catch (error) {
    if (error instanceof StartupError) return ORGANISATION;
    throw error;
  }
}

async function save(file: string, content: Uint8Array | string): Promise<void> {
  await writeFile(file, content).catch(() => {
    throw new Refusal('out', { file });
  });
}
