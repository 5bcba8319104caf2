import { TIME_BANDS } from '../../domain/checkin.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { eachMessage, type StolenMessage } from '../../store/messages.ts';
import { type Finding, leak } from './finding.ts';
import type { Scene } from './scene.ts';
import { typedIn } from './texts.ts';

/** Messages that ask something confidential. */
const CONFIDENTIAL = /^(survey|weekly|checkin|cafe-feedback)/;
/** Names under which an answer would travel. */
const ANSWER_KEYS = /^(answers?|token|box|choice|time|useCase|tool|blocker|useful|attempt)$/;

/** The subject of a round about Cafés. */
const FEEDBACK = /^feedback\//;
/** A question of a survey, as a card asks it. */
const INPUT = /^q_/;

/** A row of the outbox has a name in clear: nothing in it may come from an answer. */
export function checkOutbox(scene: Scene): Finding[] {
  const codes = new Set<'outbox_answer' | 'outbox_answered' | 'outbox_shown'>();
  const isTyped = typedIn(scene);
  const questions = new Set(
    scene.evidence.rounds.flatMap((round) => definitionOf(round).questions.map(({ id }) => id)),
  );
  const choices = choicesOf(scene);
  const ofCafes = choicesOf(scene, FEEDBACK);
  const prints = new Map<string, Set<string>>();
  const read = new Set<string>();
  const open = new Set(scene.evidence.rounds.filter(({ status }) => status === 'open').map(({ id }) => id));
  eachMessage(scene.file, (message) => {
    // Those of a campaign are drawn from the same parameters.
    const drawnFrom = `${message.template} ${message.params}`;
    // A Café may have the name of a choice, and it is in what its own questions are drawn from.
    const asked = message.template === 'cafe-feedback' ? ofCafes : choices;
    if (!read.has(drawnFrom) && (isTyped(message.params) || saysAnswer(message, questions, asked)))
      codes.add('outbox_answer');
    read.add(drawnFrom);
    if (!CONFIDENTIAL.test(message.template)) return;
    if (message.reason === 'already_answered' && message.ephemeral === 0) codes.add('outbox_answered');
    if (!message.shown || !open.has(message.campaign)) return;
    const seen = prints.get(message.campaign) ?? new Set();
    prints.set(message.campaign, seen.add(Buffer.from(message.shown).toString('hex')));
  });
  // What is shown to those who answered looks otherwise: two prints tell who they are.
  if ([...prints.values()].some((seen) => seen.size > 1)) codes.add('outbox_shown');
  return [...codes].sort().map((code) => leak(code));
}

function saysAnswer(
  { template, params }: StolenMessage,
  questions: ReadonlySet<string>,
  choices: ReadonlySet<string>,
): boolean {
  const entries = entriesOf(JSON.parse(params));
  if (entries.some(([key]) => INPUT.test(key))) return true;
  if (!CONFIDENTIAL.test(template)) return false;
  return entries.some(
    ([key, value]) =>
      ANSWER_KEYS.test(key) ||
      questions.has(key) ||
      (typeof value === 'string' && (/\s/.test(value) || choices.has(value))),
  );
}

/** What can be answered, and is nothing else: a number may be that of a week. */
function choicesOf({ evidence }: Scene, subject = /^/): Set<string> {
  const rounds = evidence.rounds.filter((round) => subject.test(round.subject));
  const offered = rounds.flatMap((round) =>
    definitionOf(round).questions.flatMap(({ choices }) => choices.map(({ id }) => id)),
  );
  return new Set([...TIME_BANDS, ...offered].filter((id) => /^\p{L}.{2,}$/u.test(id)));
}

function entriesOf(node: unknown): [string, unknown][] {
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => [
    [key, value] satisfies [string, unknown],
    ...entriesOf(value),
  ]);
}
