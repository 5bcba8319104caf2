import { type Heard, startPlatform } from './http.ts';

const OK = {
  json: '{"ok":true,"channel":"D1","ts":"1700000000.000001","team_id":"T000000001","user_id":"UBOT","members":[]}',
};

/** A message that was posted: to whom, and its blocks as JSON. */
export type Posted = { user: string; blocks: string };

/** A Slack that says yes at once, be it asked through a method or the response address of a tap (`/respond`). */
export async function startSlack({ onPost }: { onPost?: (posted: Posted) => void } = {}) {
  let shown = 0;
  const platform = await startPlatform(({ path, body }: Heard) => {
    if (path.startsWith('/api/chat.') || path === '/respond') shown += 1;
    if (path === '/api/chat.postMessage' && onPost) {
      const form = new URLSearchParams(body);
      onPost({ user: form.get('channel') ?? '', blocks: form.get('blocks') ?? '[]' });
    }
    return OK;
  });
  return { ...platform, shown: () => shown };
}
