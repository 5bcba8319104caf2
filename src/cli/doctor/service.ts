import { z } from 'zod';
import type { Config } from '../../config.ts';
import { errorName } from '../../log.ts';
import { type Finding, finding } from './finding.ts';

/** Milliseconds for our own service, and for the way round by the public address. */
const HERE = 2000;
const OUTSIDE = 5000;

const readiness = z.object({
  database: z.boolean().optional(),
  storage: z.boolean().optional(),
  schedule: z.boolean().optional(),
  credentials: z.boolean().optional(),
});

/** Whether the service runs on this machine and is well, and whether people can reach it. */
export async function checkService(config: Config): Promise<Finding[]> {
  const { publicUrl, host, port } = config;
  const findings: Finding[] = [];
  const secure = publicUrl === null || URL.parse(publicUrl)?.protocol === 'https:';
  if (publicUrl !== null && !secure)
    findings.push(finding('service', 'todo', 'public_url_http', { url: publicUrl }));
  if (port === 0) return findings;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const here = await ask(`http://${name.includes(':') ? `[${name}]` : name}:${port}/readyz`, HERE);
  if (here.status === null) return [...findings, finding('service', 'note', 'service_stopped', { port })];
  const said = readiness.safeParse(here.body).data ?? {};
  if (said.database === false) findings.push(finding('service', 'todo', 'service_database'));
  if (said.storage === false) findings.push(finding('service', 'todo', 'service_storage'));
  if (said.schedule === false) findings.push(finding('service', 'todo', 'service_schedule'));
  if (said.credentials === false) findings.push(finding('service', 'todo', 'service_credentials'));
  if (publicUrl === null) return findings;
  // The page that the manifests point at: a reverse proxy publishes it, and keeps the health of the service inside.
  const outside = await ask(`${publicUrl.replace(/\/+$/, '')}/confidentialite`, OUTSIDE);
  if (outside.status !== 200) {
    findings.push(
      finding('service', 'todo', 'public_url_unreachable', {
        url: publicUrl,
        cause: outside.status ?? outside.cause,
      }),
    );
  }
  return findings;
}

/** `status` null: nothing answered, for `cause`. */
async function ask(
  url: string,
  patience: number,
): Promise<{ status: number; body: unknown } | { status: null; cause: string }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'manual' });
    const text = await response.text();
    let body: unknown = null;
    try {
      body = JSON.parse(text);
    } catch {
      // A page: its status says enough.
    }
    return { status: response.status, body };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: null, cause: errorName(cause) };
  }
}
