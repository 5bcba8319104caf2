import { type Diagnosis, diagnose, type Signals } from '../../../domain/cause.ts';
import type { Sections } from '../../../domain/digest.ts';
import { opinionOfTool } from '../favourable.ts';

/** What is likely behind the alert, from what people gave as blockers, who came to a Café and how the tool is judged. */
export function causeOfAlert(
  sections: Pick<Sections, 'blockers' | 'cafes' | 'satisfaction' | 'reach'>,
): Diagnosis {
  return diagnose({
    blockers: blockersSignal(sections.blockers),
    attendance: attendanceSignal(sections),
    satisfaction: opinionOfTool(sections.satisfaction),
  });
}

function blockersSignal(blockers: Sections['blockers']): Signals['blockers'] {
  if ('hidden' in blockers) return null;
  if ('nearlyAll' in blockers) return { nearlyAll: blockers.nearlyAll };
  const { n, distribution } = blockers;
  return n === null ? null : { n, distribution };
}

/** Only where a référent marked who came: an intention is no presence. */
function attendanceSignal({ cafes, reach }: Pick<Sections, 'cafes' | 'reach'>): Signals['attendance'] {
  if ('hidden' in cafes || 'hidden' in reach || cafes.attended === null) return null;
  const past = cafes.sessions.filter((session) => session.past);
  return {
    came: cafes.attended,
    people: reach.people,
    whole: past.every(({ attended }) => attended !== null),
  };
}
