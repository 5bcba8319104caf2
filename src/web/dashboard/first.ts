import type { DigestData } from '../../domain/digest.ts';
import { type TextKey, text } from '../../engine/texts.ts';
import { advicesOf } from '../../instruments/digest/words/advice.ts';
import { type Advice, adviceParts } from '../../instruments/digest/words/advice-parts.ts';
import { basisText, enumerate, percent } from '../../instruments/digest/words/figures.ts';
import { because } from '../../instruments/digest/words/hidden.ts';
import { WHOLE } from '../../instruments/digest/words/room.ts';
import { tell } from '../../instruments/digest/words/story.ts';
import { blockersLine } from '../../instruments/digest/words/use-lines.ts';
import { type Html, html } from '../html.ts';
import { capital } from './capital.ts';
import { belowLine, noneBelow, notKnown, type ServiceRow } from './services-words.ts';
import { shown } from './shown.ts';

/** The first screen: is it working, for whom not, what to do on Monday; in the words of the review. */
export function firstScreen(data: DigestData): Html {
  const { verdict, tone, hidden } = tell(data, WHOLE);
  return html`<div class="answers">
<section class="answer ${tone}"><h2>${text('dashboard.working')}</h2>
<p class="short">${text(shortAnswer(data))}</p><p>${verdict}</p></section>
<section class="answer"><h2>${text('dashboard.for_whom')}</h2>${forWhom(data)}</section>
<section class="answer"><h2>${text('dashboard.monday')}</h2>${mondayHtml(data)}</section>
</div>
<p class="hidden">${hidden}</p>
`;
}

/** What to do, first in large; then who does it, and what was read that says so. */
export function mondayHtml(data: DigestData): Html {
  const [first = '', ...more] = advicesOf(data, WHOLE);
  return html`${firstAdvice(first)}${more.map(nextAdvice)}`;
}

function firstAdvice(advice: string): Html {
  const parts = adviceParts(advice);
  if (!parts) return html`<p class="lead">${capital(advice)}</p>`;
  return html`<p class="short">${capital(parts.what)}</p><p>${whoText(parts)}</p>`;
}

function nextAdvice(advice: string): Html {
  const parts = adviceParts(advice);
  // The full stop is ours.
  const what = text('dashboard.then', { what: parts?.what ?? advice.replace(/\.$/, '') });
  return html`<p><strong>${what}.</strong>${parts && html` ${whoText(parts)}`}</p>`;
}

function whoText({ who, reading }: Advice): string {
  return text('dashboard.who', { who, reading });
}

/** The verdict in a word. At J+15 use is not measured: who answers tells how it starts, not whether it works. */
function shortAnswer({ milestone, sections: { adoption } }: DigestData): TextKey {
  if (milestone === 'J15') return 'dashboard.short.early';
  const alert = shown(adoption)?.alert ?? 'hidden';
  return `dashboard.short.${alert}`;
}

/** The services under the line, where services can be shown; what holds people back, in any case. */
function forWhom(data: DigestData): Html {
  const { adoption } = data.sections;
  const obstacles = blockersLine(data);
  const held = obstacles && html`<p><strong>${obstacles.label}</strong>${'\u00a0: '}${obstacles.text}</p>`;
  if ('hidden' in adoption) {
    const why = because(data, adoption.reason);
    return html`<p class="short">${text('dashboard.not_known')}</p><p>${text('dashboard.services.hidden', { why })}</p>${held}`;
  }
  if (adoption.byDepartment.length === 0) {
    const why = text('digest.because.departments');
    return html`<p class="short">${text('dashboard.not_known')}</p><p>${text('dashboard.services.hidden', { why })}</p>${held}`;
  }
  const services = adoption.byDepartment;
  const below = belowLine(services);
  const [none, open] = [noneBelow(services), notKnown(services)];
  const names = enumerate(below.map(({ department }) => department));
  const short = names || text(open === '' ? 'dashboard.nobody' : 'dashboard.not_known');
  return html`<p class="short">${short}</p>
${below.length > 0 && html`<ul>${below.slice(0, MOST).map((row) => html`<li><strong>${row.department}</strong>${'\u00a0: '}${figuresText(row)}</li>`)}</ul>`}
${none !== '' && html`<p>${none}</p>`}
${open !== '' && html`<p>${open}</p>`}${held}`;
}

/** Services told with their figures here; all of them are in the section about use. */
const MOST = 4;

function figuresText(row: ServiceRow): string {
  if ('users' in row) {
    const { users, invited, answered, rateOfInvited, rateOfRespondents } = row;
    const [ofInvited, ofRespondents] = [percent(rateOfInvited), percent(rateOfRespondents)];
    return text('digest.users', { users, invited, answered, ofInvited, ofRespondents });
  }
  const { answered, invited } = row;
  const responseRate = invited === 0 ? 0 : answered / invited;
  return text(`digest.nearly.${row.nearlyAll}`, { basis: basisText({ answered, invited, responseRate }) });
}
