import type { DigestData, SectionName } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';
import { enumerate } from './figures.ts';

/** What is confidential, in the order it is told. */
const CONFIDENTIAL = [
  'participation',
  'adoption',
  'time',
  'satisfaction',
  'mood',
  'blockers',
  'irritants',
  'baseline',
] as const satisfies SectionName[];

type Missing = { name: string; because: string };

/** Past this the line counts what is hidden instead of naming it. */
const LONGEST = 220;

/** What is hidden and why, in one line. */
export function hiddenLine(data: DigestData): string {
  const { sections, thresholds } = data;
  const { figure, group } = thresholds;
  const expected = CONFIDENTIAL.filter((name) => !isEarly(data, name));
  const silent = expected.filter((name) => 'hidden' in sections[name]);
  const reasons = new Set(
    silent.map((name) => {
      const section = sections[name];
      return 'hidden' in section ? section.reason : '';
    }),
  );
  if (silent.length === expected.length && reasons.size === 1) {
    const [reason] = reasons;
    if (reason === 'too_small') return text('digest.hidden.too_small', { group });
    if (reason === 'no_data') return text('digest.hidden.no_data');
  }
  const missing = [...sectionsMissing(data), ...detailsMissing(data)];
  if (missing.length === 0) return text('digest.hidden.nothing', { figure });
  const groups = new Map<string, string[]>();
  for (const { name, because } of missing) groups.set(because, [...(groups.get(because) ?? []), name]);
  const list = [...groups].map(([because, names]) => `${enumerate(names)} (${because})`).join('\u00a0; ');
  const line = text('digest.hidden.list', { list });
  return line.length <= LONGEST ? line : text('digest.hidden.many', { count: missing.length, figure, group });
}

/** At J+15 adoption and time are the two things people look for: their absence is said, not only decided. */
function isEarly({ sections }: DigestData, name: (typeof CONFIDENTIAL)[number]): boolean {
  const section = sections[name];
  return 'hidden' in section && section.reason === 'too_early';
}

function sectionsMissing(data: DigestData): Missing[] {
  // Readings of the memento bear names, and their counts obey the same rule.
  return [...CONFIDENTIAL, 'memento' as const].flatMap((name) => {
    const section = data.sections[name];
    const title = text(`digest.section.${name}`);
    if ('hidden' in section) {
      const expectedSoon = name === 'adoption' || name === 'time';
      if (section.reason === 'too_early' && !expectedSoon) return [];
      return [{ name: title, because: because(data, section.reason) }];
    }
    return 'nearlyAll' in section ? [{ name: title, because: text('digest.because.nearly') }] : [];
  });
}

function detailsMissing({ sections, thresholds }: DigestData): Missing[] {
  const { verbatim, verbatimInvited } = thresholds;
  const missing: Missing[] = [];
  const { adoption, satisfaction, mood, irritants } = sections;
  if ('users' in adoption && adoption.byDepartment.length === 0) {
    missing.push({ name: text('digest.section.departments'), because: text('digest.because.departments') });
  }
  const unread =
    [satisfaction, mood].some(
      (survey) => 'verbatims' in survey && Object.values(survey.verbatims).includes(null),
    ) ||
    ('texts' in irritants && irritants.texts === null);
  if (unread) {
    const because = text('digest.because.texts', { verbatim, verbatimInvited });
    missing.push({ name: text('digest.section.texts'), because });
  }
  return missing;
}

export function because({ thresholds }: Pick<DigestData, 'thresholds'>, reason: string): string {
  const { figure, group } = thresholds;
  if (reason === 'too_small') return text('digest.because.too_small', { group });
  if (reason === 'below_threshold') return text('digest.because.below_threshold', { figure });
  if (reason === 'deducible') return text('digest.because.deducible');
  return text(reason === 'too_early' ? 'digest.because.too_early' : 'digest.because.no_data');
}
