import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call that reached the fake Slack: the method's name and its arguments, JSON arguments already read. */
export type Call = { method: string; args: Record<string, unknown>; token: string | null };

/** What the fake says to a call; `hang` never answers, `hangUp` cuts the line. */
export type Answer =
  | { json: Record<string, unknown>; status?: number; headers?: Record<string, string> }
  | { text: string; status: number }
  | { hang: true }
  | { hangUp: true };

/**
 * A Slack of our own for what no emulator plays: rate limits, server errors, refusals, silence.
 * `answer` decides; what it leaves out is answered `ok`, with the fields a healthy Slack would give.
 */
export async function startFakeSlack(
  answer: (call: Call, url: string) => Answer | undefined = () => undefined,
) {
  const calls: Call[] = [];
  const waiting: { method: string; resolve: (call: Call) => void }[] = [];
  let ts = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const method = (request.url ?? '').replace(/^\/(api\/)?/, '');
    const json = request.headers['content-type']?.includes('json');
    const form = request.headers['content-type']?.includes('urlencoded');
    const args = json
      ? JSON.parse(body.toString())
      : form
        ? readForm(body.toString())
        : { bytes: body.length };
    const call: Call = { method, args, token: request.headers.authorization ?? null };
    calls.push(call);
    for (const wait of waiting.filter((each) => each.method === method)) {
      waiting.splice(waiting.indexOf(wait), 1);
      wait.resolve(call);
    }
    const said = answer(call, url) ?? healthy(call);
    if ('hang' in said) return;
    if ('hangUp' in said) return void request.socket.destroy();
    // No chaining: restify, once loaded, makes `writeHead` return nothing, for every server of the process.
    if ('text' in said) {
      response.writeHead(said.status);
      return void response.end(said.text);
    }
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers });
    response.end(JSON.stringify(said.json));
  });

  function healthy({ method, args }: Call): Answer {
    if (method === 'auth.test')
      return { json: { ok: true, team_id: 'T000000001', user_id: 'UBOT', bot_id: 'B1' } };
    if (method === 'chat.postMessage') {
      ts += 1;
      const channel = String(args.channel).replace(/^[UW]/, 'D');
      return { json: { ok: true, channel, ts: `1700000000.${String(ts).padStart(6, '0')}` } };
    }
    if (method === 'files.getUploadURLExternal') {
      ts += 1;
      return { json: { ok: true, upload_url: `${url}upload/F${ts}`, file_id: `F00000000${ts}` } };
    }
    if (method === 'users.list') return { json: { ok: true, members: [] } };
    return { json: { ok: true } };
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  return {
    url,
    apiUrl: `${url}api/`,
    calls,
    callsOf: (method: string) => calls.filter((call) => call.method === method),
    /** Resolves with the next call of a method. */
    next: (method: string) => new Promise<Call>((resolve) => waiting.push({ method, resolve })),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function readForm(text: string): Record<string, unknown> {
  const pairs = [...new URLSearchParams(text)].map(([key, value]): [string, unknown] => {
    try {
      return [key, /^[[{]/.test(value) ? JSON.parse(value) : value];
    } catch {
      return [key, value];
    }
  });
  return Object.fromEntries(pairs);
}
