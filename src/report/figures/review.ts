import type { Basis, DigestData, Hidden } from '../../domain/digest.ts';
import words from '../../locales/export.fr.json' with { type: 'json' };
import type { Published } from '../collect.ts';
import type { Cell } from '../csv.ts';
import { basis, count, type Figure, masked, steps } from './figure.ts';
import { cafesFigures, mementoFigures, participationFigures, reachFigures } from './people.ts';
import { resourcesFigures } from './resources.ts';
import { questionFigures, surveyFigures } from './surveys.ts';
import { adoptionFigures, blockersFigures, timeFigures } from './use.ts';

const { units, values } = words;

/** The rows of `chiffres.csv`: one figure a row, in the order of a review. */
export function figureRows({ digests }: Pick<Published, 'digests'>): Cell[][] {
  return digests.flatMap(({ wave, milestone, data }) =>
    figuresOfReview(data).map(([section, figure]) => [
      wave,
      milestone,
      section,
      figure.measure,
      figure.service ?? null,
      figure.period ?? null,
      figure.detail ?? null,
      figure.title ?? null,
      figure.value ?? null,
      figure.value === undefined || figure.value === null ? null : (figure.unit ?? null),
      figure.mention ?? null,
    ]),
  );
}

function figuresOfReview({ deliveries, sections }: DigestData): [section: string, figure: Figure][] {
  const messages = Object.entries({
    prevus: deliveries.planned,
    remis: deliveries.sent,
    en_echec: deliveries.failed,
    non_envoyes: deliveries.skipped,
  }).map(([measure, value]): Figure => ({ measure, value, unit: units.messages }));
  return [
    ...messages.map((figure): [string, Figure] => [values.messages, figure]),
    ...part('reach', sections.reach, reachFigures),
    ...part('participation', sections.participation, participationFigures),
    ...part('adoption', sections.adoption, adoptionFigures),
    ...part('time', sections.time, timeFigures),
    ...part('satisfaction', sections.satisfaction, surveyFigures),
    ...part('mood', sections.mood, surveyFigures),
    ...part('baseline', sections.baseline, surveyFigures),
    ...part('blockers', sections.blockers, blockersFigures),
    ...part('irritants', sections.irritants, ({ kinds }) => (kinds ? questionFigures(kinds) : [])),
    ...part('helpWanted', sections.helpWanted, ({ calls }) => [count('demandes', calls)]),
    ...part('cafes', sections.cafes, cafesFigures),
    ...part('memento', sections.memento, mementoFigures),
    ...part('resources', sections.resources, resourcesFigures),
    ...part('decision', sections.decision, () => []),
  ];
}

/** A section: what it stands on, then its figures; or why it is hidden. */
function part<Shown extends Basis>(
  name: keyof typeof values.sections,
  section: Shown | Hidden,
  details: (section: Shown) => Figure[],
): [section: string, figure: Figure][] {
  const figures = isHidden(section)
    ? [masked(section, {})]
    : [
        // A participation is in steps of 5: no rate is worked out from it.
        ...(name === 'participation'
          ? [count('invites', section.invited), steps(section.answered, {})]
          : basis(section, {})),
        ...details(section),
      ];
  return figures.map((figure) => [values.sections[name], figure]);
}

function isHidden(section: object): section is Hidden {
  return 'hidden' in section;
}
