import type { DigestData } from '../../../domain/digest.ts';
import type { Milestone } from '../../../domain/milestone.ts';
import { followupLine } from '../followup/line.ts';
import { cafesLine, helpLine, mementoLine, participationLine, reachLine } from './people-lines.ts';
import { resourcesLine } from './resources-line.ts';
import type { Room } from './room.ts';
import { baselineLine, irritantsLine, moodLine, satisfactionLine } from './survey-lines.ts';
import { adoptionLine, blockersLine, successLine, timeLine } from './use-lines.ts';

/** One short paragraph of a digest: its label, and figures with what they stand on; `short` where room is missing. */
export type Line = { label: string; text: string; short?: string };
export type Teller = (data: DigestData, room?: Room) => Line | null;

/** Most useful first: when the card is full, the last ones are left to the long version. */
const TOLD: Record<Milestone, readonly Teller[]> = {
  J15: [reachLine, blockersLine, irritantsLine, helpLine, cafesLine, mementoLine, participationLine],
  J30: [
    timeLine,
    adoptionLine,
    followupLine,
    satisfactionLine,
    baselineLine,
    successLine,
    blockersLine,
    helpLine,
    cafesLine,
    reachLine,
    participationLine,
    mementoLine,
    irritantsLine,
  ],
  J90: [
    timeLine,
    resourcesLine,
    satisfactionLine,
    followupLine,
    moodLine,
    blockersLine,
    successLine,
    adoptionLine,
    participationLine,
    cafesLine,
    helpLine,
    baselineLine,
    mementoLine,
    reachLine,
    irritantsLine,
  ],
};

export function linesOf(data: DigestData, room: Room): Line[] {
  return TOLD[data.milestone].flatMap((tell) => tell(data, room) ?? []);
}
