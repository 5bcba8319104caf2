import type { DigestData, SectionName } from '../../domain/digest.ts';
import { because } from '../../instruments/digest/words/hidden.ts';
import { WHOLE } from '../../instruments/digest/words/room.ts';
import type { ChartName } from './charts.ts';
import { RECIPES } from './recipes.ts';

/** A section of a review as a page shows it: its words, its charts, its figures as Markdown. */
export type Part = { name: SectionName; lines: string[]; charts: readonly ChartName[]; figures: string[] };

export function partsOf(data: DigestData): Part[] {
  return RECIPES.flatMap(([name, { tell, charts = [], figures }]) => {
    if ('hidden' in data.sections[name]) return [];
    const lines = tell.flatMap((one) => one(data, WHOLE)?.text ?? []);
    return [{ name, lines, charts, figures: figures(data) }];
  });
}

/** What is not shown, each with its reason. */
export function hiddenParts(data: DigestData): { name: SectionName; why: string }[] {
  return RECIPES.flatMap(([name]) => {
    const section = data.sections[name];
    return 'hidden' in section ? [{ name, why: because(data, section.reason) }] : [];
  });
}
