import { type RoundDefinition, TEXT_LIMIT } from '../../engine/rounds.ts';
import { type TextKey, type TextValues, text } from '../../engine/texts.ts';
import { INPUT_PREFIX } from '../../instruments/survey/card.ts';
import { type Html, html } from '../html.ts';

/** Where the form is; its short address is printed on the sheets. */
export const FORM_PATH = '/repondre';

type Question = RoundDefinition['questions'][number];

/** What a page shows besides its title. `error`: said first, and in the title. */
type Frame = { organisation: string; title: string; error?: string | null; body: Html };

/** The page where a code is typed. `typed` is shown again when it was refused. */
export function codePage(organisation: string, error: string | null = null, typed = ''): string {
  return page({
    organisation,
    title: text('code.title'),
    error,
    body: html`
<p>${text('code.introduction')}</p>
<form method="post" action="${FORM_PATH}" autocomplete="off">
<div class="field"><label for="code">${text('code.label')}<span class="hint" id="code-hint">${text('code.hint')}</span></label>
<input class="code" id="code" name="code" type="text" required maxlength="40" value="${typed}" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint${error ? ' error' : ''}"${flag('aria-invalid="true"', error !== null)}></div>
<button type="submit">${text('code.continue')}</button>
</form>
<script src="${FORM_PATH}/code.js" defer></script>`,
  });
}

export type Questionnaire = {
  organisation: string;
  code: string;
  title: string;
  introduction: string;
  questions: readonly Question[];
  threshold: number;
  closes: string;
  /** What was filled in, by input, when it was refused. */
  given?: Readonly<Record<string, string>>;
  error?: string | null;
};

/** The questions of a survey, all of them; the code goes along, hidden, so that nothing is kept between two pages. */
export function questionsPage(form: Questionnaire): string {
  const { organisation, title, introduction, threshold, closes, code, questions, error = null } = form;
  const given = form.given ?? {};
  return page({
    organisation,
    title,
    error,
    body: html`
<p>${introduction}</p>
<p class="note">${text('code.confidential', { threshold })}</p>
<form method="post" action="${FORM_PATH}/envoyer" autocomplete="off">
<input type="hidden" name="code" value="${code}">
${questions.map((question) => field(question, given[`${INPUT_PREFIX}${question.id}`] ?? ''))}
<p>${text('code.once', { closes })}</p>
<button type="submit">${text('code.send')}</button>
</form>`,
  });
}

/** A page that only says something. */
export function wordsPage(
  organisation: string,
  key: 'done' | 'busy' | 'failed',
  values: TextValues = {},
): string {
  const title: TextKey = `code.${key}.title`;
  const body: TextKey = `code.${key}.body`;
  return page({ organisation, title: text(title), body: html`<p>${text(body, values)}</p>` });
}

function field({ id, kind, title, choices, optional }: Question, given: string): Html {
  const name = `${INPUT_PREFIX}${id}`;
  const label = optional ? text('survey.optional', { title }) : title;
  if (kind === 'text') {
    return html`
<div class="field"><label for="${name}">${label}<span class="hint" id="${name}-hint">${text('code.text_hint', { limit: TEXT_LIMIT })}</span></label>
<textarea id="${name}" name="${name}" rows="4" maxlength="${TEXT_LIMIT}" aria-describedby="${name}-hint">${given}</textarea></div>`;
  }
  const several = kind === 'several';
  const picked = new Set(given.split(','));
  return html`
<fieldset><legend>${label}${several && html`<span class="hint">${text('code.several')}</span>`}</legend>
${choices.map(
  (choice) =>
    html`<label class="choice"><input type="${several ? 'checkbox' : 'radio'}" name="${name}" value="${choice.id}"${flag('checked', picked.has(choice.id))}> ${choice.title}</label>\n`,
)}</fieldset>`;
}

function flag(attribute: string, on: boolean): Html {
  return { html: on ? ` ${attribute}` : '' };
}

function page({ organisation, title, error = null, body }: Frame): string {
  const full = error === null ? title : text('code.error_title', { title });
  return html`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${text('code.page_title', { title: full, organisation })}</title>
<link rel="stylesheet" href="${FORM_PATH}/page.css"></head>
<body><main><p class="organisation">${organisation}</p>
<h1>${title}</h1>
${error !== null && html`<p class="error" id="error" role="alert">${error}</p>`}${body}
<p><a href="/confidentialite">${text('code.privacy')}</a></p>
</main></body></html>
`.html;
}
