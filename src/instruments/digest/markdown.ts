import { Temporal } from 'temporal-polyfill';
import type { Basis, DigestData, Hidden, SectionName } from '../../domain/digest.ts';
import { frenchDay, frenchMoment } from '../../engine/dates.ts';
import { text } from '../../engine/texts.ts';
import { cafesFigures, mementoFigures, participationFigures, reachFigures } from './long/people-figures.ts';
import { resourcesFigures } from './long/resources-figures.ts';
import { questionFigures, surveyFigures, verbatims } from './long/survey-figures.ts';
import { plain } from './long/table.ts';
import { adoptionFigures, blockersFigures, timeFigures } from './long/use-figures.ts';
import { percent, percentAtLeast } from './words/figures.ts';
import { because } from './words/hidden.ts';
import { WHOLE } from './words/room.ts';
import { tell } from './words/story.ts';

/** The whole digest as Markdown: the words of the card, none left out, then every figure with what it stands on. */
export function digestMarkdown(data: DigestData, note: string | null): string {
  const { verdict, hidden, first, more, lines, limits } = tell(data, WHOLE);
  const { thresholds, deliveries, postedAt } = data;
  const blocks = [
    `# ${plain(verdict)}`,
    plain(hidden),
    `**${plain(first)}**`,
    ...more.map(plain),
    ...(note ? [`> ${plain(text('digest.note', { note }))}`] : []),
    lines.map((line) => `- **${plain(line.label)}**\u00a0: ${plain(line.text)}`).join('\n'),
    `## ${text('digest.long.figures')}`,
    ...figures(data),
    '---',
    plain(
      text('digest.long.organisation', {
        organisation: data.organisation,
        wave: data.waveName,
        launch: day(data.launchDate),
        due: day(data.dueOn),
        read: day(data.readOn),
      }),
    ),
    ...(postedAt
      ? [text('digest.long.posted', { on: frenchMoment(Temporal.PlainDateTime.from(postedAt)) })]
      : []),
    text('digest.long.deliveries', deliveries),
    text('digest.long.rules', thresholds),
    limits,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function figures(data: DigestData): string[] {
  const { sections } = data;
  return [
    ...part(data, 'reach', sections.reach, reachFigures),
    ...part(data, 'participation', sections.participation, participationFigures),
    ...part(data, 'adoption', sections.adoption, (adoption) => adoptionFigures(data, adoption)),
    ...part(data, 'time', sections.time, timeFigures),
    ...part(data, 'satisfaction', sections.satisfaction, (survey) => surveyFigures(data, survey)),
    ...part(data, 'mood', sections.mood, (survey) => surveyFigures(data, survey)),
    ...part(data, 'baseline', sections.baseline, (survey) => surveyFigures(data, survey)),
    ...part(data, 'blockers', sections.blockers, blockersFigures),
    ...part(data, 'irritants', sections.irritants, ({ kinds, texts }) => [
      ...(kinds ? [questionFigures(data, kinds)] : []),
      // The baseline, where it is told, has them already.
      ...('hidden' in sections.baseline ? verbatims(data, text('digest.long.texts'), texts) : []),
    ]),
    ...part(data, 'helpWanted', sections.helpWanted, () => []),
    ...part(data, 'cafes', sections.cafes, cafesFigures),
    ...part(data, 'memento', sections.memento, mementoFigures),
    ...part(data, 'resources', sections.resources, resourcesFigures),
    ...part(data, 'decision', sections.decision, ({ answered, invited }) => [
      text('digest.long.decision', { answered, invited }),
    ]),
  ];
}

/** A section under its title: what it stands on, then its figures; or why it is hidden. */
function part<Shown extends Basis>(
  data: DigestData,
  name: SectionName,
  section: Shown | Hidden,
  details: (section: Shown) => string[],
): string[] {
  const title = `### ${text(`digest.long.section.${name}`)}`;
  if (isHidden(section)) {
    if (section.reason === 'too_early') return [];
    return [title, text('digest.long.hidden', { reason: because(data, section.reason) })];
  }
  return [title, basisLine(name, section), ...details(section)];
}

function isHidden(section: object): section is Hidden {
  return 'hidden' in section;
}

function basisLine(name: SectionName, { invited, answered, responseRate }: Basis): string {
  if (name === 'resources' || name === 'decision') return '';
  if (name === 'participation') {
    return text('digest.long.steps', { invited, answered, rate: percentAtLeast(responseRate) });
  }
  return text('digest.long.basis', { invited, answered, rate: percent(responseRate) });
}

function day(date: string): string {
  return frenchDay(Temporal.PlainDate.from(date), true);
}
