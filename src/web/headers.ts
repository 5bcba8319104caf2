import type { ServerResponse } from 'node:http';

/** Half a year, in seconds. */
const HTTPS_ONLY = 'max-age=15768000';

/** What every answer bears, unless its route says more: nothing runs, nothing is kept, no other site may use it. */
const HEADERS: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cache-Control', 'no-store'],
  ['X-Frame-Options', 'DENY'],
  [
    'Content-Security-Policy',
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()'],
];

/** `https`: people reach the service by HTTPS, and their browsers will from now on refuse anything less. */
export function setSecurityHeaders(response: ServerResponse, https: boolean): void {
  for (const [name, value] of HEADERS) response.setHeader(name, value);
  if (https) response.setHeader('Strict-Transport-Security', HTTPS_ONLY);
}
