import type restify from 'restify';
import { ZodError, z } from 'zod';
import { mountPage } from '../../channels/sandbox/static.ts';
import { Refusal } from '../../domain/errors.ts';
import { SANDBOX_CHANNEL } from '../../engine/leadership.ts';
import { outboxReport } from '../../engine/outbox-report.ts';
import { textOf } from '../../engine/texts.ts';
import { errorName } from '../../log.ts';
import { BodyError, readBody } from '../body.ts';
import { showCalendar } from './calendar.ts';
import { mountCharts } from './charts.ts';
import { answerCard, listMessages, RefusedAnswer, typeLine } from './chat.ts';
import { listCards } from './gallery.ts';
import { isForeign } from './origin.ts';
import { changeState, listPeopleViews } from './people.ts';
import type { Sandbox } from './sandbox.ts';
import { moveClock, resetSandbox, showClock, simulate } from './time.ts';

type Handler = (request: restify.Request, body: unknown) => Promise<{ status?: number; body: unknown }>;

/** The sandbox over HTTP: its page at `/`, and all it does under `/sandbox/`. On loopback only. */
export function mountSandbox(server: restify.Server, sandbox: Sandbox): void {
  const { engine, log } = sandbox;
  mountPage(server);
  const route = (handler: Handler) => async (request: restify.Request, response: restify.Response) => {
    try {
      if (isForeign(request)) throw new Refusal('foreign_origin');
      const raw = request.method === 'GET' ? '' : (await readBody(request)).toString();
      const answer = await handler(request, raw === '' ? {} : parseJson(raw));
      response.send(answer.status ?? 200, answer.body);
    } catch (error) {
      const { status, code } = failure(error);
      if (status >= 500) log.error('sandbox failed', { status, error: errorName(error) });
      response.send(status, { code, message: messageOf(error, code) });
    }
  };
  const id = (request: restify.Request) => String(request.params.id);

  server.get(
    '/sandbox/people',
    route(async () => ({ body: await listPeopleViews(engine) })),
  );
  server.patch(
    '/sandbox/people/:id',
    route(async (request, body) => ({ body: await changeState(engine, id(request), body) })),
  );
  server.get(
    '/sandbox/people/:id/messages',
    route(async (request) => ({ body: await listMessages(engine, id(request), renderingOf(request)) })),
  );
  server.post(
    '/sandbox/people/:id/messages',
    route(async (request, body) => ({ body: await typeLine(engine, id(request), body) })),
  );
  server.post(
    '/sandbox/people/:id/answers',
    route(async (request, body) => ({ body: await answerCard(engine, id(request), body) })),
  );
  server.get(
    '/sandbox/channels/:id/messages',
    route(async (request) => {
      if (`channel:${id(request)}` !== SANDBOX_CHANNEL) throw new Refusal('unknown_channel');
      return { body: await listMessages(engine, SANDBOX_CHANNEL, renderingOf(request)) };
    }),
  );
  server.get(
    '/sandbox/outbox',
    route(async () => ({ body: await engine.inTurn((turn) => outboxReport(turn.tx)) })),
  );
  server.get(
    '/sandbox/cards',
    route(async () => ({ body: await listCards() })),
  );
  server.get(
    '/sandbox/calendar',
    route(async () => ({ body: await showCalendar(sandbox) })),
  );
  server.get(
    '/sandbox/clock',
    route(async () => ({ body: await showClock(sandbox) })),
  );
  server.post(
    '/sandbox/clock',
    route((_request, body) => moveClock(sandbox, body)),
  );
  server.post(
    '/sandbox/simulate',
    route(async (_request, body) => ({ body: { answered: await simulate(sandbox, body) } })),
  );
  server.post(
    '/sandbox/reset',
    route(async () => ({ body: await resetSandbox(sandbox) })),
  );
  mountCharts(server, engine);
}

/** `?rendering=slack`: each message also as Slack shows it. */
function renderingOf(request: restify.Request) {
  const asked = new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('rendering') ?? 'teams';
  return z.enum(['teams', 'slack']).parse(asked);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BodyError(400);
  }
}

const STATUS: Record<string, number> = {
  unknown_person: 404,
  unknown_message: 404,
  unknown_channel: 404,
  role: 403,
  not_yours: 403,
  not_invited: 403,
  left: 403,
  foreign_origin: 403,
  bad_input: 400,
  clock_past: 400,
  clock_too_far: 400,
  unknown_action: 400,
  empty_answer: 400,
  text_too_long: 400,
  not_stored: 500,
};

function failure(error: unknown): { status: number; code: string } {
  if (error instanceof BodyError)
    return { status: error.status, code: error.status === 413 ? 'too_large' : 'bad_input' };
  if (error instanceof ZodError) return { status: 400, code: 'bad_input' };
  if (error instanceof Refusal) return { status: STATUS[error.code] ?? 409, code: error.code };
  // The store says so by itself when it fails before or after the answer.
  return { status: 500, code: errorName(error).startsWith('SQLITE_') ? 'not_stored' : 'internal' };
}

function messageOf(error: unknown, code: string): string {
  if (error instanceof RefusedAnswer) return error.sentence;
  const values = error instanceof Refusal ? error.values : {};
  return textOf(`refusal.${code}`, values) ?? textOf('refusal.bad_input') ?? '';
}
