import type { Asked } from './server.ts';

/** The arguments of a call, in JSON or as a form whose values may be JSON, or in its address. */
export function readArguments({ headers, body, url }: Asked): unknown {
  const text = body.toString();
  if (headers['content-type']?.includes('json')) return parse(text) ?? {};
  const form = headers['content-type']?.includes('urlencoded') ? text : '';
  const pairs = [...url.searchParams, ...new URLSearchParams(form)];
  return Object.fromEntries(pairs.map(([key, value]) => [key, readValue(value)]));
}

function readValue(value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  return /^[[{]/.test(value) ? (parse(value) ?? value) : value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
