import type { AdoptionFigures, DigestData } from '../domain/digest.ts';
import { frenchNumber } from '../engine/numbers.ts';
import { text } from '../engine/texts.ts';
import { opinionOfTool } from '../instruments/digest/favourable.ts';
import { percent } from '../instruments/digest/words/figures.ts';
import { turnoutOf } from '../instruments/digest/words/turnout.ts';
import type { Block } from './paper.ts';

type Row = { name: string; cell: (data: DigestData) => string | null };

/** What reviews can be compared by. Each cell is a figure of that review, as it was posted, with what it stands on. */
const ROWS: readonly Row[] = [
  {
    name: text('report.row.reach'),
    cell: ({ sections: { reach } }) =>
      'hidden' in reach ? null : text('report.cell.of', { count: reach.reachable, whole: reach.people }),
  },
  { name: text('report.row.participation'), cell: participation },
  { name: text('report.row.invited'), cell: (data) => adoption(data, 'invited') },
  { name: text('report.row.respondents'), cell: (data) => adoption(data, 'answered') },
  { name: text('report.row.median'), cell: median },
  {
    name: text('report.row.opinion'),
    cell: ({ sections: { satisfaction } }) => {
      const share = opinionOfTool(satisfaction);
      return share && text('report.cell.of', { count: share.part, whole: share.n });
    },
  },
  {
    name: text('report.row.cafes'),
    cell: ({ sections: { cafes } }) =>
      'hidden' in cafes ? null : frenchNumber(cafes.sessions.filter(({ past }) => past).length),
  },
  {
    name: text('report.row.memento'),
    cell: ({ sections: { memento } }) =>
      'hidden' in memento
        ? null
        : text('report.cell.of', { count: memento.acknowledged, whole: memento.invited }),
  },
  {
    name: text('report.row.calls'),
    cell: ({ sections: { helpWanted } }) => ('hidden' in helpWanted ? null : frenchNumber(helpWanted.calls)),
  },
];

/** The reviews of one wave side by side, oldest first: what each one printed, and nothing worked out from two. */
export function evolutionTable(reviews: readonly DigestData[]): Block {
  const rows = ROWS.map(({ name, cell }) => [name, ...reviews.map((data) => cell(data) ?? '–')]);
  return {
    kind: 'table',
    head: [text('report.review.measure'), ...reviews.map(({ milestone }) => milestone.replace('J', 'J+'))],
    rows: rows.filter(([, ...cells]) => cells.some((cell) => cell !== '–')),
  };
}

/** As the review tells it: in steps of 5, unless it prints the exact number. */
function participation({ sections }: DigestData): string | null {
  const turnout = turnoutOf(sections);
  if (!turnout) return null;
  const { none, people, rate } = turnout;
  return none ? people : text('report.cell.turnout', { rate, people });
}

type Used = { invited: number; answered: number } & AdoptionFigures;

function adoption(
  { sections: { adoption: section } }: DigestData,
  whole: 'invited' | 'answered',
): string | null {
  return 'hidden' in section ? null : usedText(section, whole);
}

function usedText(used: Used, whole: 'invited' | 'answered'): string {
  if ('nearlyAll' in used) {
    return text(used.nearlyAll === 'used' ? 'digest.long.mostUsed' : 'digest.long.mostUnused');
  }
  const rate = percent(whole === 'invited' ? used.rateOfInvited : used.rateOfRespondents);
  return text('report.cell.rate', { rate, count: used.users, whole: used[whole] });
}

/** Use by service in a review, where it can be shown: for whom it works, and for whom it does not. */
export function servicesTable({ sections: { adoption: section } }: DigestData): Block | null {
  if ('hidden' in section || section.byDepartment.length === 0) return null;
  return {
    kind: 'table',
    head: [text('digest.long.department'), text('report.row.invited'), text('report.row.respondents')],
    rows: section.byDepartment.map((row) => [
      row.department,
      usedText(row, 'invited'),
      usedText(row, 'answered'),
    ]),
  };
}

function median({ sections: { time } }: DigestData): string | null {
  if ('hidden' in time) return null;
  const band = 'nearlyAll' in time ? time.nearlyAll : time.medianBand;
  return band ? text(`digest.band.${band}`) : text('digest.no_median');
}
