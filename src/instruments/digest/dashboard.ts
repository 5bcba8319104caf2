import { DASHBOARD_LINK_MINUTES, DASHBOARD_SESSION_MINUTES } from '../../domain/retention.ts';
import { makeDashboardLink } from '../../engine/dashboard-access.ts';
import type { ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';

/** `bilan web`: a link of one's own to the dashboard. In private: whoever reads it first uses it up. */
export async function openDashboard(turn: Turn, person: Person, place: unknown): Promise<ReplyMessage> {
  const title = text('dashboard.title');
  if (place) return notice(title, [text('dashboard.private')]);
  const link = await makeDashboardLink(turn, person);
  if (link === null) return notice(title, [text('dashboard.none')]);
  const data = { link, minutes: DASHBOARD_LINK_MINUTES, session: DASHBOARD_SESSION_MINUTES };
  return { mode: 'message', template: 'dashboard-link', data };
}
