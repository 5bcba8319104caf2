import type { IncomingMessage } from 'node:http';
import { errorName, type Log } from '../../log.ts';
import { BodyError, readBody } from '../../web/body.ts';
import { answer, type Receiver } from '../../web/receive.ts';
import { parseBody } from './body.ts';
import type { Admitted, Gate } from './gate.ts';
import type { Answer } from './turn.ts';

/** `POST /api/messages`: one answer and at most one line of log for each request, whatever it holds. */
export function createEndpoint(
  gate: Gate,
  turn: (admitted: Admitted, authorization: string) => Promise<Answer>,
  log: Log,
): Receiver {
  return async (request, response) => {
    const said = await answerTo(request).catch((error: unknown): Answer => {
      if (error instanceof BodyError) return { status: error.status, code: 'body' };
      log.error('Teams: a request failed', { channel: 'teams', error: errorName(error) });
      return { status: 500 };
    });
    if (said.code !== undefined) {
      log.warn('Teams: request refused', { channel: 'teams', status: said.status, code: said.code });
    }
    answer(response, said.status, said.body);
  };

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    const refused = gate.headers(request.headers);
    if (refused) return refused;
    const body = parseBody(await readBody(request));
    const admitted = await gate.activity(request.headers, body);
    return 'status' in admitted ? admitted : turn(admitted, request.headers.authorization ?? '');
  }
}
