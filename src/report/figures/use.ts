import { BLOCKERS, TIME_BANDS } from '../../domain/checkin.ts';
import type { AdoptionFigures } from '../../domain/digest.ts';
import { text } from '../../engine/texts.ts';
import words from '../../locales/export.fr.json' with { type: 'json' };
import {
  basis,
  count,
  type Figure,
  masked,
  nearly,
  type Place,
  percentage,
  periodOfBlock,
  type Shown,
} from './figure.ts';
import { questionFigures } from './surveys.ts';

const { units, values } = words;

export function adoptionFigures(section: Shown<'adoption'>): Figure[] {
  return [
    ...adoption(section, { period: periodOfBlock(section.block) }),
    ...(section.cause ? [{ measure: 'cause', mention: section.cause.cause }] : []),
    ...section.blocks
      // The last one is the section itself.
      .filter(({ block }) => block !== section.block)
      .flatMap((block) => {
        const period = periodOfBlock(block.block);
        return 'hidden' in block
          ? [masked(block, { period })]
          : [...basis(block, { period }), ...adoption(block, { period })];
      }),
    ...section.byDepartment.flatMap((row) => [
      ...basis(row, { service: row.department }),
      ...adoption(row, { service: row.department }),
    ]),
    ...questionFigures(section.useCases),
  ];
}

export function timeFigures(section: Shown<'time'>): Figure[] {
  return [
    ...bands('declarations', section, section.declarations, {
      period: section.blocks.map(periodOfBlock).join(' '),
    }),
    ...section.byDepartment.flatMap((row) =>
      bands('declarations', row, 'n' in row ? row.n : null, { service: row.department }),
    ),
  ];
}

export function blockersFigures(section: Shown<'blockers'>): Figure[] {
  const period = section.blocks.map(periodOfBlock).join(' ');
  if ('nearlyAll' in section)
    return [nearly(section.nearlyAll, text(`digest.blocker.${section.nearlyAll}`), { period })];
  return [
    { measure: 'freins_cites', value: section.n, unit: units.answers, period },
    ...BLOCKERS.map((blocker) => ({
      measure: 'nombre',
      value: section.distribution[blocker],
      unit: units.answers,
      period,
      detail: blocker,
      title: text(`digest.blocker.${blocker}`),
    })),
  ];
}

function adoption(figures: AdoptionFigures, place: Place): Figure[] {
  const alert = { ...place, measure: 'ligne_des_30', mention: values.alerts[figures.alert] };
  if ('nearlyAll' in figures)
    return [{ ...place, measure: 'usage', detail: figures.nearlyAll, mention: values.nearlyAll }, alert];
  return [
    count('usage', figures.users, place),
    { ...place, measure: 'taux_usage_invites', value: percentage(figures.rateOfInvited), unit: '%' },
    { ...place, measure: 'taux_usage_reponses', value: percentage(figures.rateOfRespondents), unit: '%' },
    alert,
  ];
}

type Bands = {
  distribution: Record<(typeof TIME_BANDS)[number], number>;
  medianBand: (typeof TIME_BANDS)[number] | null;
};

function bands(
  measure: string,
  figures: Bands | { nearlyAll: (typeof TIME_BANDS)[number] },
  total: number | null,
  place: Place,
): Figure[] {
  if ('nearlyAll' in figures)
    return [nearly(figures.nearlyAll, text(`digest.band.${figures.nearlyAll}`), place)];
  const { distribution, medianBand } = figures;
  return [
    { ...place, measure, value: total, unit: units.answers },
    {
      ...place,
      measure: 'mediane',
      mention: medianBand ? text(`digest.band.${medianBand}`) : text('digest.no_median'),
    },
    ...TIME_BANDS.map((band) => ({
      ...place,
      measure: 'nombre',
      value: distribution[band],
      unit: units.answers,
      detail: band,
      title: text(`digest.band.${band}`),
    })),
  ];
}
