import type { CardElement } from '../../channels/channel.ts';
import { altOf } from '../../charts/alt.ts';
import { bars, groupedBars, stackedBars } from '../../charts/elements.ts';
import { readChart } from '../../charts/read.ts';
import { ADOPTION_ALERT } from '../../domain/checkin.ts';
import type { Basis, DigestData, QuestionResult, SurveyResult } from '../../domain/digest.ts';
import { text } from '../../engine/texts.ts';
import {
  adoptionBlocksChart,
  blockersChart,
  points,
  timeChart,
} from '../../instruments/digest/words/charts.ts';
import { basisText } from '../../instruments/digest/words/figures.ts';
import { participationLine } from '../../instruments/digest/words/people-lines.ts';
import { WHOLE } from '../../instruments/digest/words/room.ts';
import { irritantsLine, moodLine, satisfactionLine } from '../../instruments/digest/words/survey-lines.ts';
import { turnoutNote } from '../../instruments/digest/words/turnout.ts';
import { blockersLine, successLine, timeLine } from '../../instruments/digest/words/use-lines.ts';
import { verdictOf } from '../../instruments/digest/words/verdict.ts';
import { capital } from './capital.ts';
import { drawnServices, servicesMessage } from './services-words.ts';

/** The names of charts, as their addresses have them. */
export const CHARTS = [
  'participation',
  'usage',
  'services',
  'taches',
  'temps',
  'freins',
  'satisfaction',
  'climat',
  'irritants',
] as const;
export type ChartName = (typeof CHARTS)[number];

/** A chart of a review: the element it is drawn from, and its message in words, for whoever does not see it. */
export type Chart = { element: CardElement; title: string; alt: string };
type Draw = (data: DigestData) => { element: CardElement | null; message?: string | undefined };

const DRAWN: Record<ChartName, Draw> = {
  participation: (data) => ({ element: weeksChart(data), message: participationLine(data)?.text }),
  usage: (data) => {
    const element = adoptionBlocksChart(data);
    return { element: element && withLine(element), message: verdictOf(data, WHOLE).verdict };
  },
  services: (data) => ({ element: servicesChart(data), message: servicesMessage(data) }),
  taches: (data) => {
    const { adoption } = data.sections;
    const element = 'hidden' in adoption ? null : choicesChart(adoption.useCases, adoption);
    return { element, message: successLine(data, WHOLE)?.text };
  },
  temps: (data) => ({ element: timeChart(data), message: timeLine(data)?.text }),
  freins: (data) => ({ element: blockersChart(data), message: blockersLine(data)?.text }),
  satisfaction: (data) => ({
    element: scalesChart('satisfaction', data.sections.satisfaction),
    message: satisfactionLine(data, WHOLE)?.text,
  }),
  climat: (data) => ({
    element: scalesChart('mood', data.sections.mood),
    message: moodLine(data, WHOLE)?.text,
  }),
  irritants: (data) => {
    const { irritants } = data.sections;
    const kinds = 'hidden' in irritants ? null : irritants.kinds;
    const element = kinds && !('hidden' in irritants) ? choicesChart(kinds, irritants) : null;
    return { element, message: irritantsLine(data, WHOLE)?.text };
  },
};

/** Null: its figures are hidden, or there are none. */
export function chartOf(data: DigestData, name: ChartName): Chart | null {
  const { element, message } = DRAWN[name](data);
  const read = element && readChart(element);
  if (!element || !read) return null;
  const { title } = read;
  return { element, title, alt: message ? `${title}. ${capital(message)}` : altOf(read) };
}

/** Week after week, in columns: time goes from left to right. A week that may not be shown has none. */
function weeksChart({ sections }: DigestData): CardElement | null {
  const { participation } = sections;
  if ('hidden' in participation) return null;
  const bars = participation.weeks.flatMap(({ week, answered }) => {
    if (answered === null) return [];
    const label = text(answered === 0 ? 'dashboard.chart.week_few' : 'dashboard.chart.week', { week });
    return [{ label, value: answered }];
  });
  if (bars.length === 0) return null;
  return groupedBars({
    title: text('digest.chart.participation'),
    note: turnoutNote(sections),
    series: [{ name: '', bars }],
  });
}

function withLine(element: CardElement): CardElement {
  return { ...element, line: { label: text('digest.chart.line'), value: points(ADOPTION_ALERT) } };
}

/** Both readings of each service that can be shown, beside the line. */
function servicesChart({ sections: { adoption } }: DigestData): CardElement | null {
  if ('hidden' in adoption) return null;
  const shown = drawnServices(adoption);
  if (shown.length === 0) return null;
  const series = (name: string, rate: 'rateOfInvited' | 'rateOfRespondents') => ({
    name,
    bars: shown.map((row) => ({ label: row.department, value: points(row[rate]) })),
  });
  return withLine(
    groupedBars({
      title: text('dashboard.chart.services'),
      note: text('digest.chart.note_people', { basis: basisText(adoption) }),
      unit: '%',
      series: [
        series(text('digest.chart.of_invited'), 'rateOfInvited'),
        series(text('digest.chart.of_respondents'), 'rateOfRespondents'),
      ],
    }),
  );
}

/** How often each choice of a question was taken. */
function choicesChart(question: QuestionResult, basis: Basis): CardElement | null {
  if (!('distribution' in question)) return null;
  const { title, n, choices, distribution } = question;
  return bars({
    title: text('dashboard.chart.choices', { title }),
    note: text('digest.chart.note', { n, basis: basisText(basis) }),
    bars: choices.map((choice) => ({ label: choice.title, value: distribution[choice.id] ?? 0 })),
  });
}

/** The scales of a survey, from the least favourable point to the most; the words of each point are in its table. */
function scalesChart(
  name: 'satisfaction' | 'mood',
  survey: SurveyResult | { hidden: true },
): CardElement | null {
  if ('hidden' in survey) return null;
  const rows = survey.questions.flatMap((question) => {
    if (question.kind !== 'scale' || !('distribution' in question)) return [];
    const { choices, distribution } = question;
    const parts = choices.map(({ id }, index) => ({ name: String(index + 1), value: distribution[id] ?? 0 }));
    return [{ label: question.title, parts }];
  });
  const most = Math.max(0, ...rows.map(({ parts }) => parts.length));
  if (rows.length === 0) return null;
  return stackedBars({
    title: text('dashboard.chart.scales', { survey: text(`digest.label.${name}`), most }),
    note: text('digest.chart.note_people', { basis: basisText(survey) }),
    rows,
  });
}
