import { Temporal } from 'temporal-polyfill';
import type { DigestData } from '../domain/digest.ts';
import { MILESTONES } from '../domain/milestone.ts';
import type { Programme } from '../domain/programme.ts';
import { text } from '../engine/texts.ts';
import { decisionAdvice } from '../instruments/digest/words/decision.ts';
import { frenchDate } from '../instruments/digest/words/figures.ts';
import { WHOLE } from '../instruments/digest/words/room.ts';
import { tell } from '../instruments/digest/words/story.ts';
import type { PostedReview, TakenDecision } from './collect.ts';
import { decidedText, isDivided } from './decided.ts';
import type { Block, Paper } from './paper.ts';
import { paperPdf } from './pdf/paper-pdf.ts';

/** Findings a note has room for; the review has them all. */
const FINDINGS = 6;
/** What a note leaves to its own paragraphs. */
const ELSEWHERE = [text('digest.label.resources'), text('digest.label.baseline'), text('followup.label')];

/** Who deliberates: the Municipalité of a Swiss commune, a French programme's comité de suivi. */
export type Addressee = 'municipality' | 'committee';

export function addresseeIn({ organisation }: Pick<Programme, 'organisation'>): Addressee {
  return organisation.country === 'CH' ? 'municipality' : 'committee';
}

/** One page, set as large as it can be. */
export function notePdf(paper: Paper): Promise<Uint8Array> {
  return paperPdf([paper, shorter(paper)], { pages: 1, largest: 1.12 });
}

/**
 * The « note de synthèse » of a wave's review, ready to be deliberated on. Its findings are the review's own sentences:
 * no word of it says more than the figures allow.
 */
export function notePaper(
  { data }: Pick<PostedReview, 'data'>,
  decisions: readonly TakenDecision[],
  to: Addressee,
): Paper {
  const { verdict, hidden, lines } = tell(data, WHOLE);
  const found = lines.filter(({ label }) => !ELSEWHERE.includes(label)).slice(0, FINDINGS);
  const { figure, group } = data.thresholds;
  return {
    title: text('report.title.note', { wave: data.waveName }),
    organisation: data.organisation,
    date: data.postedAt ?? data.readOn,
    blocks: [
      { kind: 'heading', level: 1, text: text('report.note.heading', { to }) },
      { kind: 'text', text: headOf(data), tone: 'quiet' },
      ...part('object', text('report.note.object_words', values(data))),
      ...part('context', contextOf(data)),
      ...part('findings', verdict),
      {
        kind: 'list',
        items: found.map(({ label, text: words, short }) => ({ label, text: short ?? words })),
      },
      ...part('cost', costOf(data)),
      ...part('limits', hidden, text('report.note.limits_words', { figure, group })),
      ...part('proposal', ...proposalOf(data, decisions, to)),
      ...part('next', nextOf(data, decisions)),
    ],
  };
}

/** Fewer findings, those a review puts last. */
function shorter(paper: Paper): Paper {
  const blocks = paper.blocks.map((block) =>
    block.kind === 'list' ? { ...block, items: block.items.slice(0, FINDINGS / 2) } : block,
  );
  return { ...paper, blocks };
}

type Part = 'object' | 'context' | 'findings' | 'cost' | 'limits' | 'proposal' | 'next';

function part(name: Part, ...paragraphs: string[]): Block[] {
  return [
    { kind: 'heading', level: 2, text: text(`report.note.${name}`) },
    ...paragraphs.map((words): Block => ({ kind: 'text', text: words })),
  ];
}

function values({ milestone, waveName }: DigestData) {
  return { milestone: milestone === 'J90' ? milestone : milestone.replace('J', 'J+'), wave: waveName };
}

function headOf({ organisation, postedAt, readOn }: DigestData): string {
  return text('report.note.head', { organisation, on: date((postedAt ?? readOn).slice(0, 10)) });
}

function contextOf({ launchDate, readOn, postedAt, sections: { reach } }: DigestData): string {
  return text('report.note.context_words', {
    launch: date(launchDate),
    people: 'hidden' in reach ? 0 : reach.people,
    read: date(readOn),
    posted: postedAt === null ? 'none' : date(postedAt.slice(0, 10)),
  });
}

function costOf(data: DigestData): string {
  const { resources } = data.sections;
  if ('hidden' in resources) {
    return text(resources.reason === 'too_early' ? 'report.note.cost_later' : 'report.note.cost_hidden');
  }
  const line = tell(data, WHOLE).lines.find(({ label }) => label === text('digest.label.resources'));
  return [line?.text ?? '', text('report.note.cost_rule')].join(' ');
}

/** What was decided; else, where a decision is asked for, what the figures allow to say of it. */
function proposalOf(data: DigestData, decisions: readonly TakenDecision[], to: Addressee): string[] {
  if ('hidden' in data.sections.decision) return [text('report.note.not_yet', { to })];
  const allowed = text('report.note.allows', { advice: adviceText(data) });
  const list = decidedText(decisions);
  if (list === '') return [text('report.note.open', { to }), allowed];
  if (isDivided(decisions)) return [text('report.note.divided', { list, to }), allowed];
  return [`${text('report.note.decided', { list })} ${text('report.note.acknowledge', { to })}`, allowed];
}

/** « What was read → who: what to do » is for a card; a deliberation has sentences. */
function adviceText(data: DigestData): string {
  const [reading = '', then] = decisionAdvice(data).split(' → ');
  return then === undefined ? reading : text('report.note.advice', { reading, then });
}

function nextOf({ milestone, followup }: DigestData, decisions: readonly TakenDecision[]): string {
  const next = MILESTONES[MILESTONES.indexOf(milestone) + 1];
  const waiting = followup?.unanswered.length ?? 0;
  const isExtended = decisions.length > 0 && decisions.every(({ decision }) => decision === 'extend');
  return [
    next === undefined
      ? text('report.note.next_none')
      : text('report.note.next_review', { milestone: next.replace('J', 'J+') }),
    ...(waiting > 0 ? [text('report.note.next_unanswered', { count: waiting })] : []),
    ...(isExtended ? [text('report.note.next_extend')] : []),
  ].join(' ');
}

function date(local: string): string {
  return frenchDate(Temporal.PlainDate.from(local));
}
