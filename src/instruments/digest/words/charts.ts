import type { CardElement } from '../../../channels/channel.ts';
import { bars, groupedBars } from '../../../charts/elements.ts';
import { ADOPTION_ALERT, BLOCKERS, TIME_BANDS } from '../../../domain/checkin.ts';
import type { DigestData } from '../../../domain/digest.ts';
import type { Milestone } from '../../../domain/milestone.ts';
import { text } from '../../../engine/texts.ts';
import { basisText, percent } from './figures.ts';
import { turnoutNote } from './turnout.ts';

type Draw = (data: DigestData) => CardElement | null;

/** The figures of each review worth a picture, the most telling first; who can be reached can always be shown. */
const DRAWN: Record<Milestone, readonly Draw[]> = {
  J15: [blockersChart, participationChart],
  J30: [timeChart, adoptionChart],
  J90: [adoptionBlocksChart, timeChart],
};
const INSTEAD: readonly Draw[] = [participationChart, reachChart];

/** One or two charts: native elements with their figures in words as fallback. */
export function digestCharts(data: DigestData): CardElement[] {
  const own = DRAWN[data.milestone].flatMap((draw) => draw(data) ?? []);
  return own.length > 0 ? own : INSTEAD.flatMap((draw) => draw(data) ?? []).slice(0, 1);
}

function reachChart({ sections: { reach } }: DigestData): CardElement | null {
  if ('hidden' in reach) return null;
  const { people, reachable, responseRate } = reach;
  return bars({
    title: text('digest.chart.reach'),
    note: text('digest.chart.note_reach', { people, reachable, rate: percent(responseRate) }),
    bars: [
      { label: text('digest.chart.reachable'), value: reachable },
      { label: text('digest.chart.unreachable'), value: people - reachable },
    ],
  });
}

function participationChart({ sections }: DigestData): CardElement | null {
  const { participation } = sections;
  if ('hidden' in participation) return null;
  const weeks = participation.weeks.flatMap(({ week, answered }) =>
    answered === null
      ? []
      : [
          {
            label: text(answered === 0 ? 'digest.chart.week_few' : 'digest.chart.week', { week }),
            value: answered,
          },
        ],
  );
  if (weeks.length === 0) return null;
  return bars({
    title: text('digest.chart.participation'),
    note: turnoutNote(sections),
    bars: weeks,
  });
}

export function blockersChart({ sections: { blockers } }: DigestData): CardElement | null {
  if (!('distribution' in blockers)) return null;
  const { distribution, n } = blockers;
  return bars({
    title: text('digest.chart.blockers'),
    note: text('digest.chart.note', { n, basis: basisText(blockers) }),
    bars: BLOCKERS.map((blocker) => ({
      label: text(`digest.blocker.${blocker}`),
      value: distribution[blocker],
    })),
  });
}

export function timeChart({ sections: { time } }: DigestData): CardElement | null {
  if (!('distribution' in time)) return null;
  const { distribution, declarations } = time;
  return bars({
    title: text('digest.chart.time'),
    note: text('digest.chart.note', { n: declarations, basis: basisText(time) }),
    bars: TIME_BANDS.map((band) => ({ label: text(`digest.band.${band}`), value: distribution[band] })),
  });
}

function adoptionChart({ sections: { adoption } }: DigestData): CardElement | null {
  if (!('users' in adoption)) return null;
  return bars({
    title: text('digest.chart.adoption'),
    note: text('digest.chart.note_people', { basis: basisText(adoption) }),
    unit: '%',
    bars: [
      { label: text('digest.chart.of_invited'), value: points(adoption.rateOfInvited) },
      { label: text('digest.chart.of_respondents'), value: points(adoption.rateOfRespondents) },
      { label: text('digest.chart.line'), value: points(ADOPTION_ALERT) },
    ],
  });
}

/** Both readings by block, for the blocks that can be shown. */
export function adoptionBlocksChart({ sections: { adoption } }: DigestData): CardElement | null {
  if ('hidden' in adoption) return null;
  const shown = adoption.blocks.flatMap((block) => ('users' in block ? [block] : []));
  if (shown.length === 0) return null;
  const series = (name: string, rate: 'rateOfInvited' | 'rateOfRespondents') => ({
    name,
    bars: shown.map((block) => ({
      label: text('digest.chart.block', { first: 2 * block.block - 1, last: 2 * block.block }),
      value: points(block[rate]),
    })),
  });
  return groupedBars({
    title: text('digest.chart.adoption_blocks'),
    note: text('digest.chart.note_blocks', { basis: basisText(adoption) }),
    unit: '%',
    series: [
      series(text('digest.chart.of_invited'), 'rateOfInvited'),
      series(text('digest.chart.of_respondents'), 'rateOfRespondents'),
    ],
  });
}

/** Percentage points, to one decimal: a bar beside the 30 % line must stand on its side of it. */
export function points(rate: number): number {
  return Math.round(1000 * rate) / 10;
}
