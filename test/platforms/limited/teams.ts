import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Asked, type Call, type Platform, type Said, startPlatform } from './server.ts';
import { createWindows, type Rule } from './windows.ts';

/** Source: Microsoft Learn, « Optimize your bot with rate limiting in Teams », August 2026. */
export const TEAMS_LIMITS = {
  /** Every call of an application, a tenant. */
  application: [{ count: 50, seconds: 1 }],
  /** Messages of a bot in one conversation; conversations created, the same. */
  messages: [
    { count: 7, seconds: 1 },
    { count: 8, seconds: 2 },
    { count: 60, seconds: 30 },
    { count: 1800, seconds: 3600 },
  ],
  /** Reading who is in a conversation. */
  members: [
    { count: 14, seconds: 1 },
    { count: 16, seconds: 2 },
    { count: 120, seconds: 30 },
    { count: 3600, seconds: 3600 },
  ],
} satisfies Record<string, Rule[]>;

/** The status of each error code. Source: Microsoft Learn, « Conversation messages », « Status codes ». */
const REFUSALS: Record<string, number> = {
  BotNotRegistered: 401,
  BotDisabledByAdmin: 403,
  BotNotInConversationRoster: 403,
  ConversationBlockedByUser: 403,
  ForbiddenOperationException: 403,
  ConversationNotFound: 404,
  MessageSizeTooBig: 413,
};

const bodySchema = z.looseObject({
  members: z.array(z.looseObject({ id: z.string() })).optional(),
  channelData: z.looseObject({ percolateurId: z.string().optional() }).optional(),
});

/**
 * A Bot Connector that keeps to Teams' documented limits, counts whoever does not, and answers 412 to two calls at once
 * for one conversation. What goes wrong besides is asked by `POST /_faults`.
 */
export function startLimitedTeams(port = 0): Promise<Platform> {
  const application = createWindows(TEAMS_LIMITS.application);
  const messages = createWindows(TEAMS_LIMITS.messages);
  const members = createWindows(TEAMS_LIMITS.members);
  const busy = new Set<string>();
  let count = 0;
  return startPlatform(port, { throttled, failed }, read);

  function read(asked: Asked, platform: Platform): Call {
    const { chance, ledger, url } = platform;
    const parts = asked.url.pathname.split('/').map(decodeURIComponent);
    const at = parts.indexOf('conversations');
    const [conversation = '', list = '', target = ''] = at < 0 ? [] : parts.slice(at + 1);
    const body = bodySchema.catch({}).parse(parse(asked.body));
    const name = nameOf(asked.method, conversation, list);
    const key = conversation || `new:${body.members?.[0]?.id ?? ''}`;
    let holds = false;
    const writes = name === 'send' || name === 'update';

    function refusal(): Said | null {
      const now = platform.now();
      const waits = {
        application: application.take('', now),
        conversation: (name === 'members' ? members : messages).take(key, now),
      };
      for (const [limit, wait] of Object.entries(waits)) {
        if (wait === 0) continue;
        ledger.violation(limit, key, wait);
        return throttled(Math.max(1, Math.ceil(wait)));
      }
      if (chance.state.revoked) return refused('BotNotRegistered');
      const code = chance.state.refusals.get(conversation);
      if (code) return refused(code);
      if (!writes) return null;
      if (busy.has(conversation)) {
        ledger.violation('concurrent', key, 0);
        return failed(412);
      }
      busy.add(conversation);
      holds = true;
      return null;
    }

    function perform(): Said {
      count += 1;
      if (name === 'create')
        return { status: 201, json: { id: `a:${key.slice(4)}`, serviceUrl: `${url}/teams/` } };
      if (name === 'send') {
        const id = `message-${count}`;
        ledger.accept({ id, conversation, mark: body.channelData?.percolateurId ?? null, body });
        return { status: 201, json: { id } };
      }
      if (name === 'update') {
        const message = ledger.messages.get(target);
        if (!message) return refused('ActivityNotFoundInConversation');
        Object.assign(message, { body, edits: message.edits + 1 });
        return { status: 200, json: { id: target } };
      }
      if (name === 'members' && target)
        return { status: 200, json: { id: target, name: target, email: `${target}@x.example` } };
      if (name === 'members') return { status: 200, json: { members: [] } };
      return { status: 404, json: { error: { code: 'NotFound', message: 'no' } } };
    }

    return {
      name,
      refusal,
      perform,
      posts: name === 'send',
      done() {
        if (holds) busy.delete(conversation);
        holds = false;
      },
    };
  }
}

function nameOf(method: string, conversation: string, list: string): string {
  if (method === 'POST' && conversation === '') return 'create';
  if (method === 'POST' && list === 'activities') return 'send';
  if (method === 'PUT' && list === 'activities') return 'update';
  if (method === 'GET' && (list === 'members' || list === 'pagedmembers')) return 'members';
  return 'other';
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return {};
  }
}

function throttled(seconds: number | null): Said {
  const json = { error: { code: 'Throttled', message: 'Too many requests' } };
  return { status: 429, json, ...(seconds === null ? {} : { headers: { 'retry-after': String(seconds) } }) };
}

function failed(status: number): Said {
  const code = status === 412 ? 'PreconditionFailed' : 'ServiceError';
  return { status, json: { error: { code, message: 'no' } } };
}

function refused(code: string): Said {
  return { status: REFUSALS[code] ?? 404, json: { error: { code, message: 'no' } } };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const { url } = await startLimitedTeams(Number(values.port));
  process.stdout.write(`${JSON.stringify({ url })}\n`);
}
