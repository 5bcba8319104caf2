import type { Temporal } from 'temporal-polyfill';
import { BLOCKERS } from '../../../domain/checkin.ts';
import type { DigestData } from '../../../domain/digest.ts';
import type { Milestone } from '../../../domain/milestone.ts';
import { frenchDay } from '../../../engine/dates.ts';
import { frenchNumber } from '../../../engine/numbers.ts';
import { text } from '../../../engine/texts.ts';
import { basisText, clip, enumerate, largest, percent } from '../words/figures.ts';
import type { Line, Teller } from '../words/lines.ts';
import { turnoutOf } from '../words/turnout.ts';

/** What the agents' version of each review tells, in this order: a few lines, each where its figures are shown. */
const TOLD: Record<Milestone, readonly Teller[]> = {
  J15: [answered, weighs, hinders],
  J30: [answered, used, time, hinders],
  J90: [answered, used, time, hinders],
};
const MOST = 3;
const TITLE = 60;

/** The figures of a review for those who gave them: nothing that the review itself does not show. */
export function shortLines(data: DigestData): Line[] {
  return TOLD[data.milestone].flatMap((tell) => tell(data) ?? []);
}

/** Whether anything was asked of the wave's people, were it too little to be shown. */
export function wasAsked({ sections }: DigestData): boolean {
  const { participation, adoption, time, blockers, irritants } = sections;
  return [participation, adoption, time, blockers, irritants].some(
    (section) => !('hidden' in section) || ['below_threshold', 'deducible'].includes(section.reason),
  );
}

/** Whether anything is shown of what they answered, besides how many did. */
export function tellsAnswers(data: DigestData): boolean {
  return TOLD[data.milestone].some((tell) => tell !== answered && tell(data) !== null);
}

function answered({ sections }: DigestData): Line | null {
  const turnout = turnoutOf(sections);
  if (!turnout) return null;
  const { people, rate, card, none } = turnout;
  return {
    label: text('followup.label.answered'),
    text: text(none ? 'followup.short.few' : 'followup.short.answered', { people, rate, card }),
  };
}

function used({ sections: { adoption } }: DigestData): Line | null {
  if ('hidden' in adoption) return null;
  const label = text('followup.label.used');
  if ('nearlyAll' in adoption) {
    return { label, text: text(`followup.short.${adoption.nearlyAll}`, { basis: basisText(adoption) }) };
  }
  const { users, invited, answered: count } = adoption;
  const values = {
    users,
    invited,
    answered: count,
    ofInvited: percent(adoption.rateOfInvited),
    ofAnswered: percent(adoption.rateOfRespondents),
  };
  return { label, text: text('followup.short.users', values) };
}

function time({ sections: { time: declared } }: DigestData): Line | null {
  if ('hidden' in declared) return null;
  const label = text('followup.label.time');
  const basis = basisText(declared);
  if ('nearlyAll' in declared) {
    const band = text(`digest.band.${declared.nearlyAll}`);
    return { label, text: text('followup.short.nearly', { choice: band, basis }) };
  }
  const { medianBand, declarations } = declared;
  if (!medianBand) return null;
  const band = text(`digest.band.${medianBand}`);
  const used = medianBand === 'unused' ? 'no' : 'yes';
  return { label, text: text('followup.short.time', { used, band, n: declarations, basis }) };
}

function weighs({ sections: { irritants } }: DigestData): Line | null {
  if ('hidden' in irritants || !irritants.kinds || 'hidden' in irritants.kinds) return null;
  const { kinds } = irritants;
  const titles = new Map(kinds.choices.map(({ id, title }) => [id, clip(title, TITLE)]));
  const label = text('followup.label.weighs');
  return {
    label,
    text: ranking(kinds, [...titles.keys()], (id) => titles.get(id) ?? id, irritants),
  };
}

/** What gets in the way; where that cannot be shown, what weighs. */
function hinders(data: DigestData): Line | null {
  const { blockers } = data.sections;
  if ('hidden' in blockers) return data.milestone === 'J15' ? null : weighs(data);
  const label = text('followup.label.hinders');
  return {
    label,
    text: ranking(blockers, BLOCKERS, (id) => text(`digest.blocker.${id}`), blockers),
  };
}

/** « a (12), b (9) et c (4), sur 40 réponses (38 sur 48, 79 %). » */
function ranking<Choice extends string>(
  counted: { n: number | null; distribution: Record<Choice, number> } | { nearlyAll: Choice },
  order: readonly Choice[],
  nameOf: (choice: Choice) => string,
  of: Parameters<typeof basisText>[0],
): string {
  const basis = basisText(of);
  if ('nearlyAll' in counted) {
    return text('followup.short.nearly', { choice: nameOf(counted.nearlyAll), basis });
  }
  const first = largest(counted.distribution, order, MOST).map(
    ({ choice, count }) => `${nameOf(choice)} (${frenchNumber(count)})`,
  );
  return text('followup.short.ranking', { list: enumerate(first), n: counted.n, basis });
}

/** When their next review is due. */
export function nextLine(milestone: Milestone, on: Temporal.PlainDate): Line {
  return {
    label: text('followup.label.next'),
    text: text('followup.short.next', { milestone: milestone.replace('J', 'J+'), on: frenchDay(on) }),
  };
}
