import type { Sections } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';
import { percent, percentAtLeast, periodOf } from './figures.ts';

/** Who answered the weekly card: the words for it, and the rate they stand on. */
export type Turnout = {
  /** « au moins 35 personnes sur 58 », « 8 personnes sur 12 ». */
  people: string;
  /** « 60 % ou plus », « 67 % ». */
  rate: string;
  /** « au rendez-vous de la semaine (semaines 1 et 2) », and without the weeks. */
  card: string;
  where: string;
  /** 0 to 1; nobody under the first step. */
  share: number;
  none: boolean;
};

/**
 * Participation in words, always with what was answered: a survey beside it has its own. In steps of 5, unless the
 * same review prints the exact number under the figures of the same weeks: then one review does not say both.
 */
export function turnoutOf(sections: Sections): Turnout | null {
  const { participation } = sections;
  if ('hidden' in participation) return null;
  const { invited, counted } = participation;
  const exact = printed(sections);
  const answered = exact ?? participation.answered;
  const share = invited === 0 ? 0 : answered / invited;
  const where = text('digest.turnout.card');
  return {
    people: text(exact === null ? 'digest.turnout.steps' : 'digest.turnout.exact', { answered, invited }),
    rate:
      exact === null ? text('digest.turnout.rate_steps', { rate: percentAtLeast(share) }) : percent(share),
    card: counted ? text('digest.turnout.card_weeks', { weeks: periodOf(counted) }) : where,
    where,
    share,
    none: answered === 0,
  };
}

/** What stands under a picture of the weeks: how many answered, of whom, in which of them. */
export function turnoutNote(sections: Sections): string {
  const turnout = turnoutOf(sections);
  if (!turnout) return '';
  const { none, people, rate, card } = turnout;
  return text('digest.chart.note_steps', { turnout: none ? people : `${people}, ${rate}`, card });
}

/** How many answered, where a section shown stands on the very weeks that participation is about. */
function printed({ participation, adoption, time, blockers }: Sections): number | null {
  if ('hidden' in participation || !participation.counted) return null;
  const { invited, counted } = participation;
  const read = [
    'hidden' in adoption ? null : { ...adoption, last: adoption.block },
    'hidden' in time ? null : { ...time, last: time.blocks.at(-1) },
    'hidden' in blockers ? null : { ...blockers, last: blockers.blocks.at(-1) },
  ];
  const same = read.find((one) => one && one.invited === invited && 2 * (one.last ?? 0) === counted.last);
  return same && counted.last > counted.first ? same.answered : null;
}
