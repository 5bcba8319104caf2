import type { Request, Response } from 'restify';
import { errorName, type Log } from '../../log.ts';
import { BodyError, readBody } from '../../web/body.ts';
import { parseBody } from './body.ts';
import type { Admitted, Gate } from './gate.ts';
import type { Answer } from './turn.ts';

/** `POST /api/messages`: one answer and at most one line of log for each request, whatever it holds. */
export function createEndpoint(
  gate: Gate,
  turn: (admitted: Admitted, authorization: string) => Promise<Answer>,
  log: Log,
): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    const answer = await answerTo(request).catch((error: unknown): Answer => {
      if (error instanceof BodyError) return { status: error.status, code: 'body' };
      log.error('Teams: a request failed', { channel: 'teams', error: errorName(error) });
      return { status: 500 };
    });
    if (answer.code !== undefined) {
      log.warn('Teams: request refused', { channel: 'teams', status: answer.status, code: answer.code });
    }
    if (response.destroyed || response.writableEnded) return;
    // What we have not read would be taken for the next request.
    if (!request.complete) response.setHeader('connection', 'close');
    response.send(answer.status, answer.body);
  };

  async function answerTo(request: Request): Promise<Answer> {
    const refused = gate.headers(request.headers);
    if (refused) return refused;
    const body = parseBody(await readBody(request));
    const admitted = await gate.activity(request.headers, body);
    return 'status' in admitted ? admitted : turn(admitted, request.headers.authorization ?? '');
  }
}
