import type { DigestData, Hidden, Sections } from '../../domain/digest.ts';
import { text } from '../../engine/texts.ts';
import { favourable, opinionOfTool, type Share } from '../../instruments/digest/favourable.ts';
import { basisText, percent } from '../../instruments/digest/words/figures.ts';
import { because } from '../../instruments/digest/words/hidden.ts';
import { turnoutOf } from '../../instruments/digest/words/turnout.ts';
import { ofShown } from './shown.ts';

/** A figure with what it stands on; or why there is none. `early`: its time has not come. */
export type Measure = { value: string; basis: string } | { why: string; early?: boolean };
export type MeasureName = keyof typeof MEASURES;

type Shown<Name extends keyof Sections> = Exclude<Sections[Name], Hidden>;
type Tell = (data: DigestData) => Measure;

/** The figures by which a review is known at a glance, and reviews are put side by side. */
const MEASURES = {
  reach: told(
    ({ reach }) => reach,
    ({ people, reachable, responseRate }) => ({
      value: percent(responseRate),
      basis: text('digest.turnout.exact', { answered: reachable, invited: people }),
    }),
  ),
  participation: told(
    ({ participation }) => participation,
    (_, { sections }) => {
      const turnout = turnoutOf(sections);
      return turnout ? { value: turnout.rate, basis: `${turnout.people}, ${turnout.card}` } : null;
    },
  ),
  ofInvited: told(
    ({ adoption }) => adoption,
    (adoption) =>
      'users' in adoption
        ? {
            value: percent(adoption.rateOfInvited),
            basis: text('digest.turnout.exact', { answered: adoption.users, invited: adoption.invited }),
          }
        : nearly(adoption),
  ),
  ofRespondents: told(
    ({ adoption }) => adoption,
    (adoption) =>
      'users' in adoption
        ? { value: percent(adoption.rateOfRespondents), basis: answeredText(adoption) }
        : nearly(adoption),
  ),
  time: told(
    ({ time }) => time,
    (time) => {
      const band = 'nearlyAll' in time ? time.nearlyAll : time.medianBand;
      const value = band ? text(`digest.band.${band}`) : text('digest.no_median');
      const basis =
        'nearlyAll' in time
          ? text('dashboard.measure.nearly', { basis: basisText(time) })
          : text('digest.chart.note', { n: time.declarations, basis: basisText(time) });
      return { value: text('digest.quoted', { words: value }), basis };
    },
  ),
  satisfaction: told(
    ({ satisfaction }) => satisfaction,
    (survey) => shareText(opinionOfTool(survey), survey),
  ),
  mood: told(
    ({ mood }) => mood,
    (survey) => {
      const [share] = survey.questions.flatMap((question) => favourable(question, survey.invited) ?? []);
      return shareText(share ?? null, survey);
    },
  ),
  memento: told(
    ({ memento }) => memento,
    (memento) => ({
      value: percent(memento.responseRate),
      basis: text('digest.turnout.exact', { answered: memento.acknowledged, invited: memento.invited }),
    }),
  ),
} satisfies Record<string, Tell>;

export const MEASURE_NAMES: readonly MeasureName[] = [
  'ofInvited',
  'ofRespondents',
  'participation',
  'time',
  'satisfaction',
  'mood',
  'memento',
  'reach',
];

export function labelOf(name: MeasureName): string {
  return text(`dashboard.measure.${name}`);
}

export function measureOf(name: MeasureName, data: DigestData): Measure {
  return MEASURES[name](data);
}

function told<Section extends object>(
  pick: (sections: Sections) => Section | Hidden,
  tell: (section: Section, data: DigestData) => Measure | null,
): Tell {
  const read = ofShown(pick, tell);
  return (data) => {
    const measure = read(data);
    if (measure === null) return { why: text('digest.because.below_threshold', data.thresholds) };
    return 'hidden' in measure
      ? { why: because(data, measure.reason), early: measure.reason === 'too_early' }
      : measure;
  };
}

function nearly(adoption: Shown<'adoption'>): Measure {
  const which = 'nearlyAll' in adoption ? adoption.nearlyAll : 'used';
  return {
    value: text(which === 'used' ? 'digest.long.mostUsed' : 'digest.long.mostUnused'),
    basis: text(`digest.nearly.${which}`, { basis: basisText(adoption) }),
  };
}

function answeredText(adoption: Shown<'adoption'>): string {
  return text('digest.chart.note_people', { basis: basisText(adoption) });
}

function shareText(share: Share | null, survey: Shown<'satisfaction'>): Measure | null {
  if (!share) return null;
  return {
    value: text('dashboard.measure.share', { part: share.part, n: share.n }),
    basis: text('digest.chart.note_people', { basis: basisText(survey) }),
  };
}
