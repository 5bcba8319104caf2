import { readFileSync } from 'node:fs';
import type restify from 'restify';
import { Temporal } from 'temporal-polyfill';
import { readCode } from '../../domain/code.ts';
import { Refusal } from '../../domain/errors.ts';
import { answerByCode, roundOfCode } from '../../engine/codes.ts';
import { frenchInstant } from '../../engine/dates.ts';
import type { Engine } from '../../engine/engine.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { textOf } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { readAnswers } from '../../instruments/survey/answer.ts';
import { INPUT_PREFIX } from '../../instruments/survey/card.ts';
import { errorName, type Log } from '../../log.ts';
import { BodyError, readBody } from '../body.ts';
import { addressOf } from '../limits.ts';
import { createGuard } from './guard.ts';
import { codePage, FORM_PATH, type Questionnaire, questionsPage, wordsPage } from './pages.ts';

/** Nothing inline, nothing from elsewhere, nothing kept by the browser. */
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Fields of a form: more than the choices of any survey, and few enough to be looked through for each of them. */
const MOST_FIELDS = 1000;

type Page = { status: number; body: string };

/**
 * A survey for people without a chat: a code from a sheet, then its questions. Plain forms, no cookie, and nothing in
 * an address: the code travels in the body of each request.
 */
export function mountAnswers(server: restify.Server, { engine, log }: { engine: Engine; log: Log }): void {
  const guard = createGuard();
  for (const [name, type] of [
    ['page.css', 'text/css'],
    ['code.js', 'text/javascript'],
  ] as const) {
    const body = readFileSync(new URL(name, import.meta.url));
    server.get(`${FORM_PATH}/${name}`, (_request, response, next) => {
      response.sendRaw(200, body.toString(), { 'Content-Type': `${type}; charset=utf-8` });
      next();
    });
  }
  server.get(FORM_PATH, async (_request, response) => {
    send(response, { status: 200, body: codePage(organisation()) });
  });
  server.post(FORM_PATH, route(ask));
  server.post(`${FORM_PATH}/envoyer`, route(take));

  function route(work: (form: URLSearchParams, address: string) => Promise<Page>) {
    return async (request: restify.Request, response: restify.Response) => {
      try {
        const form = new URLSearchParams((await readBody(request)).toString());
        if (form.size > MOST_FIELDS) throw new BodyError(400);
        send(response, await work(form, addressOf(request)));
      } catch (error) {
        const status = error instanceof BodyError ? error.status : 500;
        if (status === 500) log.error('form failed', { error: errorName(error) });
        send(response, { status, body: wordsPage(organisation(), 'failed') });
      }
    };
  }

  /** Without the store: once an answer is stored, and when it cannot be, its author must read so. */
  function organisation(): string {
    return engine.programme().organisation.name;
  }

  async function ask(form: URLSearchParams, address: string): Promise<Page> {
    const typed = form.get('code') ?? '';
    const code = readCode(typed);
    // One transaction, be the code right or wrong: thousands of wrong ones wait behind one another, not others behind them.
    const { found, name } = await engine.inTurn(async (turn) => ({
      found: code && (await questionnaire(turn, code)),
      name: turn.programme.organisation.name,
    }));
    return found ? { status: 200, body: questionsPage(found) } : unknown(address, name, typed);
  }

  async function take(form: URLSearchParams, address: string): Promise<Page> {
    const code = readCode(form.get('code') ?? '');
    const given = fieldsOf(form);
    try {
      const threshold = await engine.inTurn(async (turn) => {
        const round = code && (await roundOfCode(turn, code));
        if (!code || !round) throw new Refusal('code_unknown');
        const definition = definitionOf(round);
        const answers = readAnswers(definition, given);
        if (Object.keys(answers).length === 0) throw new Refusal('empty_answer');
        await answerByCode(turn, round.id, code, answers);
        return definition.thresholds.figure;
      });
      return { status: 200, body: wordsPage(organisation(), 'done', { threshold }) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'code_unknown' || error.code === 'round_closed' || !code)
        return unknown(address, organisation());
      const again = await engine.inTurn((turn) => questionnaire(turn, code));
      const told = textOf(`refusal.${error.code}`, error.values);
      return again
        ? { status: 422, body: questionsPage({ ...again, given, error: told }) }
        : unknown(address, organisation());
    }
  }

  function unknown(address: string, name: string, typed = ''): Page {
    if (guard.wrong(address, performance.now())) return { status: 429, body: wordsPage(name, 'busy') };
    return { status: 422, body: codePage(name, textOf('refusal.code_unknown'), typed.slice(0, 40)) };
  }
}

async function questionnaire(turn: Turn, code: string): Promise<Questionnaire | null> {
  const round = await roundOfCode(turn, code);
  if (!round) return null;
  const { questions, head, thresholds } = definitionOf(round);
  return {
    organisation: turn.programme.organisation.name,
    code,
    title: head?.title ?? '',
    introduction: head?.introduction ?? '',
    questions,
    threshold: thresholds.figure,
    closes: frenchInstant(Temporal.Instant.from(round.closes_at), turn.calendar.zone),
  };
}

/** The inputs by name; several boxes of one name are joined as a card joins them. */
function fieldsOf(form: URLSearchParams): Record<string, string> {
  const names = [...new Set(form.keys())].filter((name) => name.startsWith(INPUT_PREFIX));
  return Object.fromEntries(names.map((name) => [name, form.getAll(name).join(',')]));
}

function send(response: restify.Response, { status, body }: Page): void {
  response.sendRaw(status, body, HEADERS);
}
