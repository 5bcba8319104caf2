import { parseArgs } from 'node:util';
import { type Asked, type Call, type Platform, type Said, startPlatform } from './server.ts';
import { readArguments } from './slack-arguments.ts';
import {
  type Arguments,
  argumentsSchema,
  change,
  direct,
  failed,
  history,
  ok,
  refused,
  slackUser,
  throttled,
} from './slack-conversations.ts';
import { CHANNEL_LIMIT, tierOf, WORKSPACE_PER_SECOND, workspaceLimit } from './slack-methods.ts';
import { createWindows } from './windows.ts';

export const SLACK_TEAM = 'T000000001';

/** `people`: members of the workspace, `U000001` with the e-mail `p1@commune.example` and so on. */
export type SlackOptions = { port?: number; people?: number; perSecond?: number };

/**
 * A Slack workspace that keeps to the documented limits of the Web API and counts whoever does not. It gives one token
 * for one, and takes no account of `client_msg_id`, which is not promised. What goes wrong is asked by `POST /_faults`.
 */
export function startLimitedSlack(options: SlackOptions = {}): Promise<Platform> {
  const { port = 0, people = 0, perSecond = WORKSPACE_PER_SECOND } = options;
  const workspace = createWindows(workspaceLimit(perSecond));
  const channels = createWindows(CHANNEL_LIMIT);
  const tiers = new Map<string, ReturnType<typeof createWindows>>();
  const uses = new Map<string, number>();
  let count = 0;
  return startPlatform(port, { throttled, failed }, read);

  function read(asked: Asked, platform: Platform): Call {
    const path = asked.url.pathname.replace(/^\/(api\/)?/, '');
    const [first = '', ...rest] = path.split('/');
    const args = argumentsSchema.catch({}).parse(readArguments(asked));
    const isMethod = asked.url.pathname.startsWith('/api/');
    const name = isMethod ? path : first;
    return {
      name,
      posts: name === 'chat.postMessage',
      refusal: () => (isMethod ? refusal(name, args, platform) : null),
      perform: () => (isMethod ? perform(name, args, platform) : aside(name, rest, args, platform)),
    };
  }

  function refusal(method: string, args: Arguments, platform: Platform): Said | null {
    const { chance, ledger } = platform;
    const now = platform.now();
    for (const [limit, wait] of Object.entries(waitsOf(method, args, now))) {
      if (wait === 0) continue;
      ledger.violation(limit, args.channel ?? '', wait);
      return throttled(Math.max(1, Math.ceil(wait)));
    }
    if (chance.state.revoked) return refused('token_revoked');
    const code = args.channel ? chance.state.refusals.get(direct(args.channel)) : undefined;
    return code ? refused(code) : null;
  }

  function waitsOf(method: string, args: Arguments, now: number): Record<string, number> {
    if (method === 'chat.postMessage') {
      const channel = channels.take(direct(args.channel ?? ''), now);
      return channel > 0 ? { channel } : { workspace: workspace.take('', now) };
    }
    const rules = tierOf(method);
    if (!rules) return {};
    const windows = tiers.get(method) ?? createWindows(rules);
    tiers.set(method, windows);
    return { [method]: windows.take('', now) };
  }

  function perform(method: string, args: Arguments, { chance, ledger, url }: Platform): Said {
    const channel = direct(args.channel ?? '');
    count += 1;
    if (method === 'auth.test') return ok({ team_id: SLACK_TEAM, user_id: 'UBOT', bot_id: 'BBOT', url });
    if (method === 'conversations.open') return ok({ channel: { id: direct(args.users ?? '') } });
    if (method === 'users.list') return ok(rosterPage(args));
    if (method === 'files.getUploadURLExternal')
      return ok({ upload_url: `${url}/upload/F${count}`, file_id: `F${count}` });
    if (method === 'chat.postMessage') {
      const ts = `${Math.floor((Date.now() + chance.state.ahead) / 1000)}.${String(count).padStart(6, '0')}`;
      const mark = args.metadata?.event_payload.id ?? null;
      ledger.accept({ id: ts, conversation: channel, mark, body: args });
      return ok({ channel, ts });
    }
    if (method === 'chat.update') {
      const message = ledger.messages.get(args.ts ?? '');
      if (message?.conversation !== channel) return refused('message_not_found');
      change(message, args);
      return ok({ channel, ts: args.ts });
    }
    if (method === 'conversations.history') {
      // A person's id opens a conversation, but does not read one.
      if (!/^[CDG]/.test(args.channel ?? '')) return refused('channel_not_found');
      return ok(history([...ledger.messages.values()], channel, args));
    }
    return ok({});
  }

  /** What is not a method: uploads, and the one-off addresses of answers, good for five uses. */
  function aside(name: string, [id = '']: string[], args: Arguments, { ledger }: Platform): Said {
    if (name === 'upload') return { status: 200 };
    if (name !== 'respond') return { status: 404 };
    const used = (uses.get(id) ?? 0) + 1;
    uses.set(id, used);
    const message = ledger.messages.get(id.split('_')[0] ?? '');
    if (used > 5 || !message) return { status: 404, json: { ok: false, error: 'used_url' } };
    if (args.replace_original === true) change(message, args);
    return ok({});
  }

  function rosterPage({ cursor = '1', limit = 100 }: Arguments) {
    const from = Number(cursor);
    const size = Math.min(limit, 999, people - from + 1);
    const members = Array.from({ length: Math.max(0, size) }, (_, index) => ({
      id: slackUser(from + index),
      profile: { email: `p${from + index}@commune.example` },
    }));
    const next = from + size <= people ? String(from + size) : '';
    return { members, response_metadata: { next_cursor: next } };
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      people: { type: 'string', default: '0' },
      'per-second': { type: 'string', default: String(WORKSPACE_PER_SECOND) },
    },
  });
  const { url } = await startLimitedSlack({
    port: Number(values.port),
    people: Number(values.people),
    perSecond: Number(values['per-second']),
  });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
}
