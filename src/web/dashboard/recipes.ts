import type { DigestData, Hidden, SectionName, Sections } from '../../domain/digest.ts';
import { text } from '../../engine/texts.ts';
import {
  cafesFigures,
  mementoFigures,
  participationFigures,
  reachFigures,
} from '../../instruments/digest/long/people-figures.ts';
import { resourcesFigures } from '../../instruments/digest/long/resources-figures.ts';
import { questionFigures, surveyFigures, verbatims } from '../../instruments/digest/long/survey-figures.ts';
import { adoptionFigures, blockersFigures, timeFigures } from '../../instruments/digest/long/use-figures.ts';
import type { Teller } from '../../instruments/digest/words/lines.ts';
import {
  cafesLine,
  helpLine,
  mementoLine,
  participationLine,
  reachLine,
} from '../../instruments/digest/words/people-lines.ts';
import { resourcesLine } from '../../instruments/digest/words/resources-line.ts';
import {
  baselineLine,
  irritantsLine,
  moodLine,
  satisfactionLine,
} from '../../instruments/digest/words/survey-lines.ts';
import {
  adoptionLine,
  blockersLine,
  successLine,
  timeLine,
} from '../../instruments/digest/words/use-lines.ts';
import type { ChartName } from './charts.ts';
import { ofShown } from './shown.ts';

/** What a section tells in words, the charts it may have, and its figures as Markdown. */
type Recipe = {
  tell: readonly Teller[];
  charts?: readonly ChartName[];
  figures(data: DigestData): string[];
};

/** In reading order: what is used, what holds back, what people say, what was done, what it took. */
export const RECIPES: readonly [SectionName, Recipe][] = [
  [
    'adoption',
    {
      tell: [adoptionLine, successLine],
      charts: ['usage', 'services', 'taches'],
      figures: figuresOf(
        ({ adoption }) => adoption,
        (shown, data) => adoptionFigures(data, shown),
      ),
    },
  ],
  [
    'participation',
    {
      tell: [participationLine],
      charts: ['participation'],
      figures: figuresOf(({ participation }) => participation, participationFigures),
    },
  ],
  ['time', { tell: [timeLine], charts: ['temps'], figures: figuresOf(({ time }) => time, timeFigures) }],
  [
    'blockers',
    {
      tell: [blockersLine],
      charts: ['freins'],
      figures: figuresOf(({ blockers }) => blockers, blockersFigures),
    },
  ],
  [
    'satisfaction',
    {
      tell: [satisfactionLine],
      charts: ['satisfaction'],
      figures: figuresOf(
        ({ satisfaction }) => satisfaction,
        (shown, data) => surveyFigures(data, shown),
      ),
    },
  ],
  [
    'mood',
    {
      tell: [moodLine],
      charts: ['climat'],
      figures: figuresOf(
        ({ mood }) => mood,
        (shown, data) => surveyFigures(data, shown),
      ),
    },
  ],
  [
    'irritants',
    {
      tell: [irritantsLine],
      charts: ['irritants'],
      figures: figuresOf(({ irritants }) => irritants, irritantsFigures),
    },
  ],
  ['cafes', { tell: [cafesLine], figures: figuresOf(({ cafes }) => cafes, cafesFigures) }],
  ['memento', { tell: [mementoLine], figures: figuresOf(({ memento }) => memento, mementoFigures) }],
  ['helpWanted', { tell: [helpLine], figures: () => [] }],
  ['reach', { tell: [reachLine], figures: figuresOf(({ reach }) => reach, reachFigures) }],
  [
    'resources',
    { tell: [resourcesLine], figures: figuresOf(({ resources }) => resources, resourcesFigures) },
  ],
  [
    'baseline',
    {
      tell: [baselineLine],
      figures: figuresOf(
        ({ baseline }) => baseline,
        (shown, data) => surveyFigures(data, shown),
      ),
    },
  ],
];

function figuresOf<Section extends object>(
  pick: (sections: Sections) => Section | Hidden,
  tell: (section: Section, data: DigestData) => string[],
): (data: DigestData) => string[] {
  const read = ofShown(pick, tell);
  return (data) => {
    const figures = read(data);
    return 'hidden' in figures ? [] : figures;
  };
}

function irritantsFigures(
  { kinds, texts }: Exclude<Sections['irritants'], Hidden>,
  data: DigestData,
): string[] {
  return [
    ...(kinds ? [questionFigures(data, kinds)] : []),
    // The baseline, where it is told, has them already.
    ...('hidden' in data.sections.baseline ? verbatims(data, text('digest.long.texts'), texts) : []),
  ];
}
