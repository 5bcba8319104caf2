import { BLOCKERS, TIME_BANDS } from '../../../domain/checkin.ts';
import type { AdoptionFigures, DigestData, Hidden, Sections } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';
import { percent, weeksOf } from '../words/figures.ts';
import { because } from '../words/hidden.ts';
import { questionFigures } from './survey-figures.ts';
import { plain, table } from './table.ts';

type Shown<Name extends keyof Sections> = Exclude<Sections[Name], Hidden>;

const ADOPTION_HEAD = ['users', 'invited', 'answered', 'ofInvited', 'ofRespondents'] as const;

export function adoptionFigures(data: DigestData, adoption: Shown<'adoption'>): string[] {
  const head = ADOPTION_HEAD.map((name) => text(`digest.long.${name}`));
  const blocks = adoption.blocks.map((block) =>
    'hidden' in block
      ? [weeksOf(block.block), because(data, block.reason), '', '', '', '']
      : [weeksOf(block.block), ...adoptionRow(block)],
  );
  const parts = [table([text('digest.long.period'), ...head], blocks)];
  if (adoption.byDepartment.length > 0) {
    const rows = adoption.byDepartment.map((row) => [row.department, ...adoptionRow(row)]);
    parts.push(table([text('digest.long.department'), ...head], rows));
  }
  parts.push(`**${plain(adoption.useCases.title)}**`, questionFigures(data, adoption.useCases));
  return parts;
}

function adoptionRow(figures: { invited: number; answered: number } & AdoptionFigures): (string | number)[] {
  const { invited, answered } = figures;
  if ('nearlyAll' in figures) {
    const most = figures.nearlyAll === 'used' ? 'digest.long.mostUsed' : 'digest.long.mostUnused';
    return [text(most), invited, answered, '', ''];
  }
  return [
    figures.users,
    invited,
    answered,
    percent(figures.rateOfInvited),
    percent(figures.rateOfRespondents),
  ];
}

export function timeFigures(time: Shown<'time'>): string[] {
  const parts = [periods(time.blocks)];
  const band = (name: (typeof TIME_BANDS)[number]) => text(`digest.band.${name}`);
  if ('nearlyAll' in time) parts.push(text('digest.long.nearly', { choice: band(time.nearlyAll) }));
  else {
    const { distribution, declarations } = time;
    parts.push(
      counts(
        TIME_BANDS.map((name) => [band(name), distribution[name]]),
        declarations,
      ),
    );
  }
  if (time.byDepartment.length > 0) {
    const rows = time.byDepartment.map((row) =>
      'nearlyAll' in row
        ? [row.department, text('digest.long.nearly', { choice: band(row.nearlyAll) }), '']
        : [row.department, row.medianBand ? band(row.medianBand) : text('digest.no_median'), row.n],
    );
    const head = ['department', 'median', 'n'] as const;
    parts.push(
      table(
        head.map((name) => text(`digest.long.${name}`)),
        rows,
      ),
    );
  }
  return parts;
}

export function blockersFigures(blockers: Shown<'blockers'>): string[] {
  const name = (blocker: (typeof BLOCKERS)[number]) => text(`digest.blocker.${blocker}`);
  if ('nearlyAll' in blockers) {
    return [periods(blockers.blocks), text('digest.long.nearly', { choice: name(blockers.nearlyAll) })];
  }
  const { distribution, n } = blockers;
  return [
    periods(blockers.blocks),
    counts(
      BLOCKERS.map((blocker) => [name(blocker), distribution[blocker]]),
      n,
    ),
  ];
}

function periods(blocks: readonly number[]): string {
  return text('digest.long.blocks', { blocks: blocks.map(weeksOf).join(', ') });
}

function counts(rows: [string, number][], n: number | null): string {
  const head = [text('digest.long.choice'), text('digest.long.count')];
  return table(head, n === null ? rows : [...rows, [text('digest.long.n'), n]]);
}
