import { startPlatform } from './http.ts';

/** A Bot Connector that says yes at once. */
export async function startTeams() {
  let shown = 0;
  const platform = await startPlatform(({ method }) => {
    if (method !== 'GET') shown += 1;
    return { json: '{"id":"m1"}' };
  });
  return { ...platform, url: `http://127.0.0.1:${platform.port}/teams/`, shown: () => shown };
}
