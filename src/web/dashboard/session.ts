import { DASHBOARD_SESSION_MINUTES } from '../../domain/retention.ts';
import { DASHBOARD_PATH } from '../../engine/dashboard-access.ts';

const NAME = 'percolateur_session';

/** The secret of the session that a request shows; empty without. */
export function sessionOf(cookies: string | undefined): string {
  for (const pair of (cookies ?? '').split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === NAME && value) return value;
  }
  return '';
}

/** What a browser is told to keep: out of reach of scripts, of other sites and, behind TLS, of the network. */
export function sessionCookie(secret: string, { secure }: { secure: boolean }): string {
  return cookie(secret, DASHBOARD_SESSION_MINUTES * 60, secure);
}

export function noSessionCookie({ secure }: { secure: boolean }): string {
  return cookie('', 0, secure);
}

function cookie(value: string, seconds: number, secure: boolean): string {
  const rest = `Path=${DASHBOARD_PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Strict`;
  return `${NAME}=${value}; ${rest}${secure ? '; Secure' : ''}`;
}
