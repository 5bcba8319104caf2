import type { Reply } from '../channels/channel.ts';

/** A plain sentence, as a message. */
export function say(sentence: string): Reply {
  return { mode: 'message', message: { id: null, text: sentence, card: null, images: [] } };
}
