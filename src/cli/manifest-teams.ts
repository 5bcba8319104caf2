import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import { COMMANDS, type CommandName } from '../domain/command.ts';
import { Refusal } from '../domain/errors.ts';
import words from '../locales/commands.fr.json' with { type: 'json' };
import { teamsIcons } from './icons.ts';
import { cut, fill, ORGANISATION, publicAddress, readTemplate } from './template.ts';

/** What makes sense in front of a whole team; everything else is said in private. */
const IN_A_CHANNEL: readonly CommandName[] = ['bilan', 'aide'];
/** Longest developer name in Teams. Source: the Teams manifest schema, `developer.name`. */
const DEVELOPER = 32;
/** The archive's date is the same for ever, so that the same input gives the same bytes. */
const STAMP = new Date(2020, 0, 1);

const shape = z.looseObject({ accentColor: z.string(), bots: z.tuple([z.looseObject({})]) });

/**
 * The package to upload in Teams: a zip of `manifest.json`, `color.png`, `outline.png`.
 * @throws Refusal `app_id` or `public_url` when they are not a GUID and an https address.
 */
export async function teamsManifest(input: {
  appId: string;
  publicUrl: string;
  version: string;
  organisation: string;
}): Promise<Uint8Array> {
  if (!z.guid().safeParse(input.appId).success) throw new Refusal('app_id');
  const base = publicAddress(input.publicUrl);
  const filled = fill(await readTemplate('teams/manifest.json'), {
    APP_ID: input.appId.toLowerCase(),
    PUBLIC_URL: base.href,
    DOMAIN: base.host,
    VERSION: input.version,
    DEVELOPER: cut(input.organisation, DEVELOPER),
    ORGANISATION: cut(input.organisation, ORGANISATION),
  });
  const { bots, ...manifest } = shape.parse(filled);
  const list = (scope: 'personal' | 'team', names: readonly CommandName[]) => ({
    scopes: [scope],
    commands: names.map((name) => ({ title: words[name].title, description: words[name].description })),
  });
  const commandLists = [
    list(
      'personal',
      COMMANDS.map(({ name }) => name),
    ),
    list('team', IN_A_CHANNEL),
  ];
  const icons = await teamsIcons(manifest.accentColor);
  const files = {
    'manifest.json': strToU8(
      `${JSON.stringify({ ...manifest, bots: [{ ...bots[0], commandLists }] }, null, 2)}\n`,
    ),
    'color.png': icons.color,
    'outline.png': icons.outline,
  };
  return zipSync(files, { mtime: STAMP, level: 9 });
}
