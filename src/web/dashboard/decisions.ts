import { Temporal } from 'temporal-polyfill';
import { localDate } from '../../domain/calendar.ts';
import type { Milestone } from '../../domain/milestone.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { answerText } from '../../instruments/digest/followup/answer-lines.ts';
import { frenchDate } from '../../instruments/digest/words/figures.ts';
import { listDecisions } from '../../store/decision.ts';
import { listIrritantAnswers } from '../../store/irritant-answer.ts';
import { findPerson } from '../../store/person.ts';
import { listPrepared } from '../../store/wave.ts';
import { type Html, html } from '../html.ts';

/**
 * What the leadership decided after the reviews of a wave, and what followed: its published answers to what weighs,
 * the wave that came of it. `milestone`: what followed this review only; else the last word on each subject. No draft,
 * and nobody's name but those who decided.
 */
export async function followedHtml(turn: Turn, wave: string, milestone: Milestone | null): Promise<Html> {
  const decided = milestone === null || milestone === 'J90' ? await decisions(turn, wave) : [];
  const published = (await listIrritantAnswers(turn.tx, wave)).filter(
    (answer) => answer.published_on !== null && (milestone === null || answer.milestone === milestone),
  );
  const answers = [...new Map(published.map((answer) => [answer.subject, answer])).values()];
  const lines = [
    ...decided.map((words) => html`<li>${words}</li>`),
    ...answers.map(
      (answer) =>
        html`<li><strong>${answer.title}</strong>${'\u00a0: '}${answerText(answer)} <span class="basis">${answeredOn(answer)}</span></li>`,
    ),
  ];
  if (lines.length === 0) return html`<p>${text('dashboard.followed.nothing')}</p>`;
  return html`<ul>${lines}</ul>`;
}

async function decisions(turn: Turn, wave: string): Promise<string[]> {
  const lines: string[] = [];
  for (const { person_id, decision, at } of await listDecisions(turn.tx, wave)) {
    const by = text('digest.decision.by', {
      decision: text(`digest.decision.${decision}`),
      who: (await findPerson(turn.tx, person_id))?.name ?? text('digest.decision.someone'),
      on: frenchDate(localDate(turn.calendar, Temporal.Instant.from(at))),
    });
    lines.push(text('digest.decision.taken', { list: by }));
  }
  const grown = (await listPrepared(turn.tx, 'confirmed')).filter(({ source }) => source === wave);
  for (const { name, launchDate } of grown) {
    lines.push(text('dashboard.followed.wave', { name, on: dateText(launchDate) }));
  }
  return lines;
}

function answeredOn({ milestone, published_on }: { milestone: string; published_on: string | null }): string {
  const on = published_on === null ? '' : dateText(published_on);
  return text('dashboard.followed.answer', { milestone: milestone.replace('J', 'J+'), on });
}

function dateText(date: string): string {
  return frenchDate(Temporal.PlainDate.from(date));
}
