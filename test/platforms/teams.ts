import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen } from './teams-http.ts';

/** One call to the connector. `kind` is what it asks for; `body` its JSON. */
export type ConnectorCall = {
  kind: 'create' | 'send' | 'update' | 'member' | 'other';
  method: string;
  path: string;
  conversationId: string;
  /** The message updated or replied to, or the member asked for. */
  target: string | null;
  authorization: string | null;
  body: Record<string, unknown>;
  /** The id of the conversation or message as it now stands, or null when the call was refused. */
  given: string | null;
};

/** An answer in the place of the usual one: a status with Teams' error body, or a cut connection. */
export type Fault =
  | 'reset'
  | { status: number; code?: string; headers?: Record<string, string>; body?: string };

export type Member = {
  id: string;
  name?: string;
  email?: string;
  userPrincipalName?: string;
  objectId?: string;
  tenantId?: string;
  userRole?: string;
};

export type TeamsConnector = Awaited<ReturnType<typeof startTeamsConnector>>;

/**
 * A Bot Connector that records what it is asked. `faults` are taken one a call, first in first out, and then calls
 * succeed; `fault` is for every call, of one kind or of all.
 */
export async function startTeamsConnector() {
  const calls: ConnectorCall[] = [];
  const faults: Fault[] = [];
  const members = new Map<string, Member>();
  const standing: { fault: ((call: ConnectorCall) => Fault | null) | null } = { fault: null };
  const waiting: { enough: (call: ConnectorCall) => boolean; resolve: (call: ConnectorCall) => void }[] = [];
  let count = 0;

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  const url = await listen(server);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    calls.push(call);
    for (const wait of waiting.filter(({ enough }) => enough(call))) {
      waiting.splice(waiting.indexOf(wait), 1);
      wait.resolve(call);
    }
    const fault = faults.shift() ?? standing.fault?.(call) ?? null;
    if (fault === 'reset') return void request.socket.destroy();
    if (fault) {
      const error = { error: { code: fault.code ?? 'Error', message: 'no' } };
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      response.end(fault.body ?? JSON.stringify(error));
      return;
    }
    const [status, body] = answer(call);
    // restify replaces `writeHead` everywhere by one that cannot be chained.
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  function answer(call: ConnectorCall): [number, object] {
    count += 1;
    if (call.kind === 'create' || call.kind === 'send') {
      call.given = call.kind === 'create' ? `created-${count}` : `message-${count}`;
      return [201, { id: call.given, ...(call.kind === 'create' ? { serviceUrl: url } : {}) }];
    }
    if (call.kind === 'update') {
      call.given = call.target;
      return [200, { id: call.target }];
    }
    const member = members.get(call.target ?? '');
    if (call.kind === 'member' && member) return [200, member];
    return [404, { error: { code: 'NotFound', message: 'no' } }];
  }

  return {
    /** What activities give as `serviceUrl`. */
    url: `${url}/teams/`,
    host: new URL(url).host,
    calls,
    faults,
    members,
    /** A fault for every call from now on, or null for none. */
    failAll(fault: Fault | null | ((call: ConnectorCall) => Fault | null)) {
      standing.fault = fault === null || typeof fault === 'function' ? fault : () => fault;
    },
    /** The activities sent, or put in the place of others. */
    activities: () =>
      calls.filter(({ kind }) => kind === 'send' || kind === 'update').map(({ body }) => body),
    /** Resolves with the next call that is wanted. */
    next: (wanted: (call: ConnectorCall) => boolean = () => true) =>
      new Promise<ConnectorCall>((resolve) => waiting.push({ enough: wanted, resolve })),
    clear() {
      calls.length = 0;
      faults.length = 0;
      standing.fault = null;
    },
    close: () => close(server),
  };
}

async function readCall(request: IncomingMessage): Promise<ConnectorCall> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  const path = request.url ?? '';
  const method = request.method ?? '';
  const parts = path.replace(/\?.*$/, '').split('/').map(decodeURIComponent);
  const at = parts.indexOf('conversations');
  const [conversationId = '', list, target = null] = parts.slice(at + 1);
  return {
    kind: kindOf(method, at, conversationId, list),
    method,
    path,
    conversationId,
    target,
    authorization: request.headers.authorization ?? null,
    body: text === '' ? {} : JSON.parse(text),
    given: null,
  };
}

function kindOf(
  method: string,
  at: number,
  conversation: string,
  list: string | undefined,
): ConnectorCall['kind'] {
  if (at < 0) return 'other';
  if (method === 'POST' && conversation === '') return 'create';
  if (method === 'POST' && list === 'activities') return 'send';
  if (method === 'PUT' && list === 'activities') return 'update';
  return method === 'GET' && list === 'members' ? 'member' : 'other';
}

/** The bot as activities name it. */
export const BOT_ID = '28:bot';

type Base = { serviceUrl: string; tenant?: string };
type Extra = Record<string, unknown>;

/** An activity of a private chat; everything can be overwritten. */
export function personalActivity({ serviceUrl, tenant = 'tenant-1' }: Base, extra: Extra = {}): Extra {
  return {
    type: 'message',
    id: `f:${Math.random().toString(36).slice(2)}`,
    timestamp: '2026-12-01T08:00:00.000Z',
    channelId: 'msteams',
    serviceUrl,
    from: { id: '29:anne', name: 'Anne', aadObjectId: 'aad-anne' },
    recipient: { id: BOT_ID, name: 'Percolateur' },
    conversation: { id: 'a:anne', conversationType: 'personal', tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    locale: 'fr-FR',
    ...extra,
  };
}
