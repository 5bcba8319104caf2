import { definitionOf } from '../../engine/rounds.ts';
import { eachMessage, type StolenMessage } from '../../store/messages.ts';
import { type Finding, leak } from './finding.ts';
import type { Scene } from './scene.ts';
import { typedTexts } from './texts.ts';

/** Messages that ask something confidential. */
const CONFIDENTIAL = /^(survey|weekly|checkin|cafe-feedback)/;
/** Names under which an answer would travel. */
const ANSWER_KEYS = /^(q_.+|answers?|token|box|choice|time|useCase|tool|blocker|useful|attempt)$/;

/** A row of the outbox has a name in clear: nothing in it may come from an answer. */
export function checkOutbox(scene: Scene): Finding[] {
  const codes = new Set<'outbox_answer' | 'outbox_answered' | 'outbox_shown'>();
  const texts = typedTexts(scene);
  const questions = new Set(
    scene.evidence.rounds.flatMap((round) => definitionOf(round).questions.map(({ id }) => id)),
  );
  const prints = new Map<string, Set<string>>();
  const read = new Set<string>();
  const open = new Set(scene.evidence.rounds.filter(({ status }) => status === 'open').map(({ id }) => id));
  eachMessage(scene.file, (message) => {
    // Those of a campaign are drawn from the same parameters.
    const drawnFrom = `${message.template} ${message.params}`;
    if (!read.has(drawnFrom) && saysAnswer(message, texts, questions)) codes.add('outbox_answer');
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
  texts: readonly string[],
  questions: ReadonlySet<string>,
): boolean {
  if (texts.some((text) => params.includes(text) || params.includes(JSON.stringify(text).slice(1, -1))))
    return true;
  if (!CONFIDENTIAL.test(template)) return false;
  return entriesOf(JSON.parse(params)).some(
    ([key, value]) =>
      ANSWER_KEYS.test(key) || questions.has(key) || (typeof value === 'string' && /\s/.test(value)),
  );
}

function entriesOf(node: unknown): [string, unknown][] {
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => [
    [key, value] satisfies [string, unknown],
    ...entriesOf(value),
  ]);
}
