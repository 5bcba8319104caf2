import { type TeamsChannelAccount, TeamsInfo } from 'botbuilder';
import { deliveryOf } from './outcome.ts';
import type { Speak } from './turn.ts';

/** Failures after which the same question may be answered. */
const PASSING: ReadonlySet<string> = new Set(['retry', 'doubtful', 'held', 'halted']);

/**
 * The e-mail, else the sign-in name, of somebody in the conversation; null when Teams does not tell, or for a guest, whose
 * e-mail is what another company says it is. Throws when Teams cannot tell now: that makes no stranger.
 *
 * @param tenants those of the conversation, which are ours
 */
export async function emailOf(speak: Speak, userId: string, tenants: string[]): Promise<string | null> {
  try {
    const member = await speak((context) => TeamsInfo.getMember(context, userId));
    return isGuest(member, tenants) ? null : member.email || member.userPrincipalName || null;
  } catch (error) {
    const failure = deliveryOf(error);
    // After a 500 a message is not sent again; a question may be asked again.
    const isSilent = 'reason' in failure && failure.reason === 'no_answer';
    if (isSilent || PASSING.has(failure.outcome)) throw error;
    return null;
  }
}

/** By what Teams says of their role, or of their tenant, or by the sign-in name that Entra makes for whoever is invited. */
function isGuest({ userRole, tenantId, userPrincipalName }: TeamsChannelAccount, tenants: string[]): boolean {
  const isElsewhere = Boolean(tenantId) && tenants.length > 0 && !tenants.includes(tenantId ?? '');
  return isElsewhere || userRole === 'guest' || /#EXT#/i.test(userPrincipalName ?? '');
}
