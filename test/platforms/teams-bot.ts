import restify from 'restify';
import type { Dispatch, Inbound, Reply } from '../../src/channels/channel.ts';
import type { TeamsConfig } from '../../src/channels/teams/channel.ts';
import { createTeamsChannel } from '../../src/channels/teams/channel.ts';
import type { Log, LogFields } from '../../src/log.ts';
import { close, listen } from './teams-http.ts';

export type TeamsBot = Awaited<ReturnType<typeof startTeamsBot>>;

/** The Teams channel alone, on a real server; `answer` says what the programme would. */
export async function startTeamsBot(config: Partial<TeamsConfig> = {}) {
  const events: Inbound[] = [];
  const lines: { level: string; message: string; fields: LogFields }[] = [];
  const reply: { answer: (event: Inbound) => Promise<Reply | null> } = { answer: async () => null };
  const write =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void lines.push({ level, message, fields });
  const log: Log = { info: write('info'), warn: write('warn'), error: write('error') };
  const dispatch: Dispatch = async (event) => {
    events.push(event);
    return reply.answer(event);
  };
  const channel = await createTeamsChannel(
    { sdk: {}, auth: false, serviceHosts: [], tenants: [], ratePerSecond: 30, ...config },
    dispatch,
    log,
  );
  const server = restify.createServer({ name: 'percolateur' });
  channel.mount(server);
  const url = await listen(server);
  return {
    channel,
    url,
    events,
    lines,
    /** What the programme answers from now on. */
    answerWith(answer: Reply | null | ((event: Inbound) => Promise<Reply | null>)) {
      reply.answer = typeof answer === 'function' ? answer : async () => answer;
    },
    /** Posts an activity, or any text. */
    post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
      return fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    },
    async close() {
      await channel.close();
      await close(server);
    },
  };
}
