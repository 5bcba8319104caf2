import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { DigestData } from '../../../domain/digest.ts';
import { dueOn, MILESTONES } from '../../../domain/milestone.ts';
import type { CardData, Drawing, Drawn } from '../../../engine/instrument.ts';
import { text } from '../../../engine/texts.ts';
import type { Turn } from '../../../engine/turn.ts';
import { findDigest } from '../../../store/digest.ts';
import { listIrritantAnswers } from '../../../store/irritant-answer.ts';
import { aboutSchema, figuresOf } from '../stored.ts';
import { frenchDate } from '../words/figures.ts';
import type { Line } from '../words/lines.ts';
import { answerLines, byWeight } from './answer-lines.ts';
import { decided, decisionSince } from './decided.ts';
import { postedOn, returnAfter, shortKey } from './returns.ts';
import { postedReviews } from './reviews.ts';
import { nextLine, shortLines, tellsAnswers } from './short.ts';
import { askedIn } from './subjects.ts';

const paramsSchema = aboutSchema.and(z.object({ campaign: z.string() }));

/** What goes back to an agent: their version of a review, or what the leadership answered or decided after it. */
export async function drawFollowup(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { wave, milestone, campaign } = paramsSchema.parse(params);
  const row = await findDigest(turn.tx, wave, milestone);
  if (!row) return { skip: 'cancelled' };
  const data = figuresOf(row);
  const all = await listIrritantAnswers(turn.tx, wave);
  const order = askedIn(await postedReviews(turn, wave)).map(({ key }) => key);
  const answers = answerLines(byWeight(all, order).filter((answer) => answer.campaign === campaign));
  const isShort = campaign === shortKey(wave, milestone);
  const figures = isShort ? shortLines(data) : [];
  const lines = [...figures, ...(await outlook(turn, data, isShort))];
  const name = milestone.replace('J', 'J+');
  const card: CardData = {
    heading: text(isShort ? 'followup.heading.short' : 'followup.heading.answers', { milestone: name }),
    introduction: text(isShort ? 'followup.intro.short' : 'followup.intro.answers', { milestone: name }),
    tooFew: isShort && !tellsAnswers(data),
    lines: lines.map((line) => ({ label: text('followup.colon', { label: line.label }), text: line.text })),
    hasAnswers: answers.length > 0,
    answersTitle: isShort,
    answers,
    limits: limits(data),
    hasLimits: figures.length > 0,
    thanks: isShort,
  };
  return { data: card };
}

/** What comes next: the next review; after the last one, what the leadership decided. */
async function outlook(turn: Turn, data: DigestData, isShort: boolean): Promise<Line[]> {
  const wave = turn.programme.waves.find(({ id }) => id === data.wave);
  if (data.milestone !== 'J90') {
    const next = MILESTONES[MILESTONES.indexOf(data.milestone) + 1];
    if (!isShort || !next) return [];
    return [nextLine(next, dueOn(turn.calendar, Temporal.PlainDate.from(data.launchDate), next))];
  }
  const label = text('followup.label.decision');
  if (isShort) {
    const taken = await decided(turn, data.wave);
    const key = taken === null || taken === 'split' ? (taken ?? 'none') : taken.decision;
    return [{ label, text: text(`followup.decision.${key}`) }];
  }
  const taken = wave && (await decisionSince(turn, data.wave, returnAfter(turn, wave, postedOn(data))));
  return taken ? [{ label, text: text(`followup.decision.${taken.decision}`) }] : [];
}

/** Where the figures come from, and what they are worth. */
function limits({ readOn, thresholds }: DigestData): string {
  const on = frenchDate(Temporal.PlainDate.from(readOn));
  return text('followup.limits', { on, figure: thresholds.figure });
}
