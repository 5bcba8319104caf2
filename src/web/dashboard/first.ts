import type { DigestData } from '../../domain/digest.ts';
import { type TextKey, text } from '../../engine/texts.ts';
import { basisText, enumerate, percent } from '../../instruments/digest/words/figures.ts';
import { because } from '../../instruments/digest/words/hidden.ts';
import { tell } from '../../instruments/digest/words/story.ts';
import { blockersLine } from '../../instruments/digest/words/use-lines.ts';
import { type Html, html } from '../html.ts';
import { shown } from './shown.ts';

/** The first screen: is it working, for whom not, what to do on Monday; in the words of the review. */
export function firstScreen(data: DigestData): Html {
  const { verdict, tone, first, more, hidden } = tell(data);
  return html`<div class="answers">
<section class="answer ${tone}"><h2>${text('dashboard.working')}</h2>
<p class="short">${text(shortAnswer(data))}</p><p>${verdict}</p></section>
<section class="answer"><h2>${text('dashboard.for_whom')}</h2>${forWhom(data)}</section>
<section class="answer"><h2>${text('dashboard.monday')}</h2>
<p class="lead">${first}</p>${more.map((advice) => html`<p>${advice}</p>`)}</section>
</div>
<p class="hidden">${hidden}</p>
`;
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
  const of = (alert: string) => adoption.byDepartment.filter((row) => row.alert === alert);
  const [below, unknown] = [of('below'), of('unknown')];
  const list = enumerate(below.map(({ department }) => department));
  const short =
    below.length > 0 ? list : text(unknown.length > 0 ? 'dashboard.not_known' : 'dashboard.nobody');
  return html`<p class="short">${short}</p>
${below.length > 0 && html`<ul>${below.slice(0, MOST).map((row) => html`<li><strong>${row.department}</strong>${'\u00a0: '}${figuresText(row)}</li>`)}</ul>`}
${below.length === 0 && html`<p>${text('dashboard.services.none', { count: adoption.byDepartment.length })}</p>`}
${unknown.length > 0 && html`<p>${text('dashboard.services.unknown', { list: enumerate(unknown.map(({ department }) => department)) })}</p>`}${held}`;
}

/** Services told with their figures here; all of them are in the section about use. */
const MOST = 4;

type Row = Exclude<DigestData['sections']['adoption'], { hidden: true }>['byDepartment'][number];

function figuresText(row: Row): string {
  if ('users' in row) {
    const { users, invited, answered, rateOfInvited, rateOfRespondents } = row;
    const [ofInvited, ofRespondents] = [percent(rateOfInvited), percent(rateOfRespondents)];
    return text('digest.users', { users, invited, answered, ofInvited, ofRespondents });
  }
  const { answered, invited } = row;
  const responseRate = invited === 0 ? 0 : answered / invited;
  return text(`digest.nearly.${row.nearlyAll}`, { basis: basisText({ answered, invited, responseRate }) });
}
