import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import draft04 from 'ajv-draft-04';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { slackManifestEvents, slackManifestScopes } from '../../src/channels/slack/scopes.ts';
import { slackManifest, teamsManifest } from '../../src/cli/manifest.ts';
import { COMMANDS, parseCommand } from '../../src/domain/command.ts';
import { pixels } from '../charts/pixels.ts';
import { EXAMPLE } from '../programme/folder.ts';
import { slackManifestShape } from './slack-limits.ts';
import { percolateur } from './support.ts';

const schemas = '@microsoft/app-manifest/build/json-schemas/teams';
const load = createRequire(import.meta.url);
const names = COMMANDS.map(({ name }) => name);
const input = {
  appId: '11111111-2222-4333-8444-555555555555',
  publicUrl: 'https://percolateur.exemple.fr/',
  version: '1.2.3',
  organisation: 'Commune de « Sainte-Exemple » \\ "{{APP_ID}}" et de ses trente-six hameaux',
};

const shape = z.object({
  manifestVersion: z.string(),
  developer: z.object({ name: z.string() }),
  description: z.object({ full: z.string() }),
  validDomains: z.array(z.string()),
  bots: z.array(
    z.object({
      scopes: z.array(z.string()),
      isNotificationOnly: z.boolean().optional(),
      commandLists: z.array(
        z.object({ scopes: z.array(z.string()), commands: z.array(z.object({ title: z.string() })) }),
      ),
    }),
  ),
});

async function opened(changes: Partial<typeof input> = {}) {
  const files = unzipSync(await teamsManifest({ ...input, ...changes }));
  const { 'manifest.json': manifest, 'color.png': color, 'outline.png': outline } = files;
  if (!manifest || !color || !outline) throw new Error('a file is missing');
  const raw: unknown = JSON.parse(strFromU8(manifest));
  return { names: Object.keys(files), raw, manifest: shape.parse(raw), color, outline };
}

describe('the Teams package', () => {
  it('holds three files, and a manifest valid against its official schema', async () => {
    const { names, raw, manifest } = await opened();
    expect(names.sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    const ajv = new draft04.default({ allErrors: true, strict: false, validateFormats: false });
    const validate = ajv.compile(load(`${schemas}/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`));
    validate(raw);
    expect(validate.errors).toBeNull();
    expect(JSON.stringify(raw).replace(JSON.stringify(input.organisation).slice(1, -1), '')).not.toContain(
      '{{',
    );
  });

  it('offers every command the code knows, and no other', async () => {
    const { manifest } = await opened();
    const [bot] = manifest.bots;
    expect(bot?.scopes).toEqual(['personal', 'team']);
    expect(bot?.isNotificationOnly).toBeUndefined();
    const titles = (scope: string) =>
      bot?.commandLists.find(({ scopes }) => scopes.includes(scope))?.commands.map(({ title }) => title) ??
      [];
    expect(titles('personal').map((title) => parseCommand(title)?.name)).toEqual(names);
    expect(titles('team').every((title) => parseCommand(title))).toBe(true);
    expect(titles('team')).toContain('bilan');
  });

  it('takes any name of organisation as it is written', async () => {
    const { manifest } = await opened();
    expect(manifest.description.full).toContain('Commune de « Sainte-Exemple » \\ "{{APP_ID}}"');
    expect([...manifest.developer.name].length).toBeLessThanOrEqual(32);
    expect(manifest.validDomains).toEqual(['percolateur.exemple.fr']);
  });

  it('has a colour icon of 192 pixels, opaque, and an outline of 32, white on nothing', async () => {
    const { color, outline } = await opened();
    const full = pixels(color);
    expect([full.width, full.height]).toEqual([192, 192]);
    expect(full.at(0, 0)).toEqual([0x22, 0x57, 0x7a, 255]);
    expect(full.every((_red, _green, _blue, opacity) => opacity === 255)).toBe(true);
    expect(full.at(96, 120)).toEqual([255, 255, 255, 255]);
    const line = pixels(outline);
    expect([line.width, line.height]).toEqual([32, 32]);
    expect(line.at(0, 0)[3]).toBe(0);
    expect(line.some((_red, _green, _blue, opacity) => opacity === 255)).toBe(true);
    expect(line.every((...[red, green, blue, opacity]) => Math.min(red, green, blue) >= opacity - 2)).toBe(
      true,
    );
  });

  it('is the same bytes twice', async () => {
    const [first, second] = await Promise.all([teamsManifest(input), teamsManifest(input)]);
    expect(Buffer.from(first).equals(second)).toBe(true);
  });

  it.each([
    [{ appId: 'percolateur' }, 'app_id'],
    [{ publicUrl: 'http://percolateur.exemple.fr' }, 'public_url'],
    [{ publicUrl: 'percolateur.exemple.fr' }, 'public_url'],
    [{ publicUrl: 'https://qui:quoi@percolateur.exemple.fr' }, 'public_url'],
  ])('refuses %j', async (changes, code) => {
    await expect(teamsManifest({ ...input, ...changes })).rejects.toMatchObject({ code });
  });
});

describe('the Slack manifest', () => {
  const made = async (publicUrl: string | null) =>
    slackManifestShape.parse(await slackManifest({ publicUrl, organisation: input.organisation }));

  it('stays within the documented limits, and asks for the scopes and events the channel needs', async () => {
    const manifest = await made(input.publicUrl);
    expect(manifest.oauth_config.scopes.bot).toEqual([...slackManifestScopes]);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([...slackManifestEvents]);
  });

  it.each([input.publicUrl, null])(
    'offers every command the code knows, and no other (%s)',
    async (publicUrl) => {
      const { features } = await made(publicUrl);
      expect(features.slash_commands.map(({ command }) => command)).toEqual(names.map((name) => `/${name}`));
    },
  );

  it('sends everything to one address over HTTP', async () => {
    const { features, settings } = await made(input.publicUrl);
    const address = 'https://percolateur.exemple.fr/slack/events';
    expect(settings.socket_mode_enabled).toBe(false);
    expect(settings.event_subscriptions.request_url).toBe(address);
    expect(settings.interactivity.request_url).toBe(address);
    expect(features.slash_commands.every(({ url }) => url === address)).toBe(true);
  });

  it('has no address at all in Socket Mode', async () => {
    const manifest = await made(null);
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(manifest)).not.toContain('http');
  });
});

describe('what the configuration says', () => {
  const APP = { MicrosoftAppId: input.appId, PUBLIC_URL: 'https://commune.exemple.fr' };
  const made = async (environment: Record<string, string>, ...flags: string[]) => {
    const folder = await mkdtemp(join(tmpdir(), 'percolateur-manifest-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const out = join(folder, 'manifest');
    const { code, err } = await percolateur({ PROGRAMME: EXAMPLE, ...environment }, ...flags, '--out', out);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return readFile(out);
  };

  it('is in the Teams package, unless a flag says otherwise', async () => {
    const zip = unzipSync(await made(APP, 'manifest', 'teams', '--public-url', 'https://autre.exemple.fr'));
    const manifest = shape.parse(JSON.parse(strFromU8(zip['manifest.json'] ?? new Uint8Array())));
    expect(manifest.developer.name).toBe('Commune de Val-Serein');
    expect(manifest.validDomains).toEqual(['autre.exemple.fr']);
  });

  it('is in the Slack manifest: HTTP with a public address, Socket Mode with an app token or without one', async () => {
    const socket = async (environment: Record<string, string>, ...flags: string[]) => {
      const bytes = await made(environment, 'manifest', 'slack', ...flags);
      return slackManifestShape.parse(JSON.parse(bytes.toString())).settings.socket_mode_enabled;
    };
    expect(await socket({})).toBe(true);
    expect(await socket(APP)).toBe(false);
    expect(await socket({ ...APP, SLACK_APP_TOKEN: 'xapp-1' })).toBe(true);
    expect(await socket({ SLACK_APP_TOKEN: 'xapp-1' }, '--public-url', 'https://a.exemple.fr')).toBe(false);
  });

  it('is told to be of the example, which is nobody’s, unless somebody named theirs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'percolateur-manifest-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const slack = (...flags: string[]) =>
      percolateur({}, 'manifest', 'slack', '--out', join(folder, 'slack.json'), ...flags);
    expect((await slack()).err).toContain('--organisation');
    expect((await slack('--organisation', 'Commune de Sainte-Exemple')).err).toBe('');
  });
});
