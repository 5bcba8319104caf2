import { z } from 'zod';
import type { Card, SeenPart } from '../../channels/channel.ts';
import { Refusal } from '../../domain/errors.ts';
import type { SurveyDefinition } from '../../domain/survey.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { routesOf } from '../../engine/reach.ts';
import { renderCard } from '../../engine/render.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { findDraft } from '../../store/survey-draft.ts';
import { askCard, isStepwise } from './card.ts';
import { surveyOf } from './editor/send.ts';
import { dataOf, type Order, orderOf, orderSchema } from './launch.ts';
import { trialOf } from './trial.ts';

const PLATFORMS = ['teams', 'slack'] as const;
type Platform = (typeof PLATFORMS)[number];

/** Characters of a text that show which one was changed. */
const QUOTED = 60;

const schema = orderSchema.extend({ platform: z.enum(PLATFORMS) });

/** The card as it will look on the platform one does not have before one's eyes; without `survey`, one's draft. */
export const renderingVerb = verb('survey.rendering', schema, async (turn, { person, data }) => {
  const survey =
    data.survey === undefined ? await draftOf(turn, person) : (await orderOf(turn, person, data)).survey;
  return rendering(turn, survey, data.platform);
});

async function draftOf(turn: Turn, person: Person): Promise<SurveyDefinition> {
  const draft = await findDraft(turn.tx, person.id);
  if (!draft) throw new Refusal('editor_gone');
  return (await surveyOf(turn, draft)).survey;
}

/** How many of those who are invited read it on which platform; in the sandbox, as if on both. */
export async function platformLines(turn: Turn, invited: Person[]): Promise<string[]> {
  const counts = await countsOf(turn, invited);
  const [teams = 0, slack = 0] = PLATFORMS.map((platform) => counts.get(platform));
  return teams > 0 && slack > 0 ? [text('survey.preflight.platforms', { teams, slack })] : [];
}

/**
 * Buttons that show the card as on the platforms of the invited, but the one that `person` is on: that is a trial's.
 * `order`: null for one's draft.
 */
export async function renderingButtons(turn: Turn, person: Person, invited: Person[], order: Order | null) {
  const counts = await countsOf(turn, invited);
  const route = (await routesOf(turn, [person])).get(person.id);
  const own = route && 'channel' in route ? route.channel : null;
  return PLATFORMS.filter(
    (platform) => platform !== own && (counts.has(platform) || counts.has('sandbox')),
  ).map((platform) => ({
    title: text(`survey.rendering.button.${platform}`),
    data: { v: 'survey.rendering', platform, ...(order && dataOf(order)) },
  }));
}

async function countsOf(turn: Turn, invited: Person[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const route of (await routesOf(turn, invited)).values()) {
    if ('channel' in route) counts.set(route.channel, (counts.get(route.channel) ?? 0) + 1);
  }
  return counts;
}

/**
 * Every step of the survey as the platform's own translation leaves it, drawn in words: its inputs cannot be tapped
 * here. What the platform shortens or writes otherwise is named.
 */
function rendering(turn: Turn, survey: SurveyDefinition, platform: Platform): ReplyMessage {
  const show = turn.renderings.get(platform);
  if (!show) throw new Refusal('unknown_action');
  const round = trialOf(turn, survey, survey.title);
  const { questions } = definitionOf(round);
  const steps = isStepwise({ questions }) ? questions.map((_, index) => index + 1) : [1];
  const messages = steps.map((step) => {
    const { template, data } = askCard(turn, round, step);
    return renderCard(template, data, null);
  });
  const cards = messages.flatMap(({ card }) => card ?? []);
  const screens = cards.map((card) => show(card));
  const changed = cards.flatMap((card, index) => changedTexts(card, screens[index] ?? []));
  const quotes = changed.map((words) => text('survey.rendering.quote', { words: cut(words) })).join(', ');
  return {
    mode: 'message',
    template: 'survey-rendering',
    data: {
      platform: text(`survey.rendering.name.${platform}`),
      survey: survey.title,
      notification: messages[0]?.text ?? '',
      screens: screens.map((parts) => ({ parts: parts.flatMap(linesOf) })),
      told: changed.length > 0 ? text('survey.rendering.changed', { quotes }) : text('survey.rendering.same'),
    },
  };
}

/** Texts that are not, word for word, in the card: cut, or written otherwise. */
function changedTexts(card: Card, parts: readonly SeenPart[]): string[] {
  const written = new Set<string>();
  collect(card);
  const shown = parts.flatMap((part) => {
    if (part.kind === 'question') return [part.label, ...part.choices];
    return part.kind === 'buttons' ? part.titles : [part.text];
  });
  return [...new Set(shown)].filter((words) => !written.has(bare(words)));

  function collect(node: unknown): void {
    if (typeof node === 'string') written.add(bare(node));
    else if (typeof node === 'object' && node !== null)
      for (const child of Object.values(node)) collect(child);
  }
}

/** White space and invisible joints set nothing apart for a reader. */
function bare(words: string): string {
  return words
    .replace(/\u2060/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function cut(words: string): string {
  return words.length > QUOTED ? `${words.slice(0, QUOTED).trimEnd()}…` : words;
}

type Line = { line: string; bold: boolean; small: boolean };

function linesOf(part: SeenPart): Line[] {
  const plain = (line: string): Line => ({ line, bold: false, small: false });
  const bold = (line: string): Line => ({ line, bold: true, small: false });
  switch (part.kind) {
    case 'title':
      return [bold(part.text)];
    case 'text':
      return [plain(part.text)];
    case 'note':
      return [{ line: part.text, bold: false, small: true }];
    case 'buttons':
      return [plain(part.titles.map((title) => text('survey.rendering.tap', { title })).join('   '))];
    case 'question': {
      const { control, choices, hint } = part;
      if (control === 'typed') return [bold(part.label), plain(text('survey.rendering.typed', { hint }))];
      const sign = text(`survey.rendering.sign.${control}`);
      const opening = control === 'menu' ? [plain(text('survey.rendering.menu', { hint }))] : [];
      return [bold(part.label), ...opening, ...choices.map((choice) => plain(`${sign} ${choice}`))];
    }
  }
}
