import type restify from 'restify';
import { isForeignPage } from '../../domain/loopback.ts';

/** Another web page in the same browser must not drive the sandbox, nor one whose name was made to point here. */
export function isForeign({ headers }: restify.Request): boolean {
  return isForeignPage(headers.host, headers.origin);
}
