import type { types } from '@slack/bolt';
import type { Reply } from '../channel.ts';
import type { SlackClient } from './client.ts';
import { dialogOf, type Origin } from './dialog.ts';
import type { Target } from './inbound.ts';
import type { Submission } from './payload.ts';

/** What Slack does with a dialog that was sent; without one of these, it closes. */
export type DialogAnswer =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: types.ModalView };

/**
 * The answer within a dialog: what is wrong stands at its input, and the next form takes its place. Null: the dialog
 * closes, and the reply is shown where it was asked for.
 */
export function answerDialog(submission: Submission, reply: Reply, target: Target): DialogAnswer | null {
  if (reply.refused && reply.mode === 'message') {
    const blocks = Object.entries(submission.view.state.values);
    const [at] = blocks.find(([, fields]) => Object.hasOwn(fields, reply.field ?? '')) ?? blocks[0] ?? [];
    return at ? { response_action: 'errors', errors: { [at]: reply.message.text } } : null;
  }
  const view = reply.mode === 'form' ? dialogOf(reply.message, originOf(target)) : null;
  return view && { response_action: 'update', view };
}

/** Opens a form as a dialog; false when it must be a message: a dialog cannot hold it, or it is too late for one. */
export async function openDialog(client: SlackClient, reply: Reply, target: Target): Promise<boolean> {
  const { triggerId } = target;
  const view = reply.mode === 'form' && triggerId ? dialogOf(reply.message, originOf(target)) : null;
  if (!view || !triggerId) return false;
  try {
    await client.views.open({ trigger_id: triggerId, view });
    return true;
  } catch {
    return false;
  }
}

/** What a slash command shows is gone at the next reload: what a dialog leads to stays, in the private chat. */
function originOf({ channel, ts, ephemeral, responseUrl }: Target): Origin {
  if (ts === null) return { channel: null, ts: null, ephemeral: false, responseUrl: null };
  return { channel, ts, ephemeral, responseUrl: ephemeral ? responseUrl : null };
}
