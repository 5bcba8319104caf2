import { BLOCKERS, TIME_BANDS } from '../../../domain/checkin.ts';
import type { AdoptionBlock, DigestData } from '../../../domain/digest.ts';
import { frenchNumber } from '../../../engine/numbers.ts';
import { text } from '../../../engine/texts.ts';
import { basisText, clip, enumerate, largest, leaders, percent, weeksOf } from './figures.ts';
import type { Line } from './lines.ts';
import { CARD } from './room.ts';
import { keptTogether } from './spaces.ts';

const GAINS = TIME_BANDS.filter((band) => ['lt30', 'm30to60', 'h1to2', 'h2to4', 'h4plus'].includes(band));

/** The headline has the figure of the last block: here stand its weeks, and the block to compare with. */
export function adoptionLine({ sections: { adoption } }: DigestData): Line | null {
  if ('hidden' in adoption) return null;
  const { block, blocks } = adoption;
  const earlier = blocks.find((candidate) => candidate.block < block && 'invited' in candidate);
  const parts = [
    earlier ? blockText(earlier) : '',
    earlier
      ? text('digest.line.adoption_title', { weeks: weeksOf(block) })
      : blockText({ ...adoption, block }),
  ];
  return { label: text('digest.label.adoption'), text: parts.filter((part) => part !== '').join(' ') };
}

function blockText(block: AdoptionBlock): string {
  const weeks = weeksOf(block.block);
  if ('hidden' in block) return '';
  if ('nearlyAll' in block) return text(`digest.line.block_${block.nearlyAll}`, { weeks });
  return text('digest.line.block', {
    weeks,
    users: block.users,
    invited: block.invited,
    answered: block.answered,
    ofInvited: percent(block.rateOfInvited),
    ofRespondents: percent(block.rateOfRespondents),
  });
}

export function timeLine({ sections: { time } }: DigestData): Line | null {
  if ('hidden' in time) return null;
  const basis = basisText(time);
  const label = text('digest.label.time');
  if ('nearlyAll' in time) {
    return {
      label,
      text: text('digest.line.time_nearly', { band: text(`digest.band.${time.nearlyAll}`), basis }),
    };
  }
  const { distribution, medianBand, declarations } = time;
  const gains = GAINS.reduce((sum, band) => sum + distribution[band], 0);
  const median = medianBand ? text(`digest.band.${medianBand}`) : text('digest.no_median');
  const values = { median, gains, lost: distribution.lost, unused: distribution.unused };
  return { label, text: text('digest.line.time', { ...values, declarations, basis }) };
}

export function blockersLine({ sections: { blockers } }: DigestData): Line | null {
  if ('hidden' in blockers) return null;
  const label = text('digest.label.blockers');
  const basis = basisText(blockers);
  if ('nearlyAll' in blockers) {
    const choice = text(`digest.blocker.${blockers.nearlyAll}`);
    return { label, text: text('digest.line.mostly', { choice, basis }) };
  }
  const top = largest(blockers.distribution, BLOCKERS, 3)
    .map(({ choice, count }) => `${text(`digest.blocker.${choice}`)} (${frenchNumber(count)})`)
    .join(', ');
  return { label, text: text('digest.line.top', { top, n: blockers.n, basis }) };
}

/** The use people cite first, or the two that tie; none when too few speak of it. */
export function successLine({ sections: { adoption }, thresholds }: DigestData, room = CARD): Line | null {
  if ('hidden' in adoption) return null;
  const { useCases } = adoption;
  if ('hidden' in useCases) return null;
  const title = (id: string) =>
    keptTogether(clip(useCases.choices.find((choice) => choice.id === id)?.title ?? id, room.title));
  const label = text('digest.label.success');
  const basis = basisText(adoption);
  if ('nearlyAll' in useCases) {
    return { label, text: text('digest.line.mostly', { choice: title(useCases.nearlyAll), basis }) };
  }
  const order = useCases.choices.map(({ id }) => id).filter((id) => id !== 'other');
  const first = leaders(useCases.distribution, order);
  const [top] = first;
  if (!top || top.count < thresholds.figure || first.length > 2) return null;
  const choices = enumerate(first.map(({ choice }) => text('digest.quoted', { words: title(choice) })));
  const values = { count: top.count, n: useCases.n, basis };
  return { label, text: text('digest.line.success', { ...values, choices, ties: first.length }) };
}
