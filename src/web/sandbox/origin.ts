import type restify from 'restify';
import { isLoopback } from '../../domain/loopback.ts';

/** Another web page in the same browser must not drive the sandbox, nor one whose name was made to point here. */
export function isForeign(request: restify.Request): boolean {
  const { host = '', origin } = request.headers;
  const asked = `http://${host}`;
  if (!URL.canParse(asked) || !isLoopback(new URL(asked).hostname)) return true;
  return typeof origin === 'string' && origin !== asked;
}
