import type { PostedReview, TakenDecision } from './collect.ts';
import { digestPdf } from './digest-paper.ts';
import { type Addressee, notePaper, notePdf } from './note-paper.ts';
import { reviewPdf } from './review-paper.ts';
import { paperMarkdown } from './write-markdown.ts';

/** A paper to take away: drawn when it is asked for. Names are plain ASCII, as ids of waves are. */
export type PaperFile = { name: string; type: string; make(): Promise<Uint8Array> };

const PDF = 'application/pdf';
const MARKDOWN = 'text/markdown; charset=utf-8';

/** The name of each paper; a report and a note are of the last review of their wave. */
export const PAPER_NAMES = {
  digest: ({ wave, milestone }: Pick<PostedReview, 'wave' | 'milestone'>) => `bilan-${wave}-${milestone}.pdf`,
  review: (wave: string) => `rapport-${wave}.pdf`,
  notePdf: (wave: string) => `note-${wave}.pdf`,
  noteMarkdown: (wave: string) => `note-${wave}.md`,
};

/** All papers there are, from the reviews that were posted, oldest first. */
export function papersOf(
  { reviews, decisions }: { reviews: readonly PostedReview[]; decisions: readonly TakenDecision[] },
  to: Addressee,
): PaperFile[] {
  const digests = reviews.map((review) => ({
    name: PAPER_NAMES.digest(review),
    type: PDF,
    make: () => digestPdf(review),
  }));
  const waves = [...Map.groupBy(reviews, ({ wave }) => wave)];
  return [...digests, ...waves.flatMap(([wave, own]) => papersOfWave(wave, own, decisions, to))];
}

function papersOfWave(
  wave: string,
  own: readonly PostedReview[],
  all: readonly TakenDecision[],
  to: Addressee,
): PaperFile[] {
  const [first, ...rest] = own;
  if (!first) return [];
  const decisions = all.filter((one) => one.wave === wave);
  const note = () => notePaper(rest.at(-1) ?? first, decisions, to);
  return [
    { name: PAPER_NAMES.review(wave), type: PDF, make: () => reviewPdf([first, ...rest], decisions) },
    { name: PAPER_NAMES.notePdf(wave), type: PDF, make: () => notePdf(note()) },
    {
      name: PAPER_NAMES.noteMarkdown(wave),
      type: MARKDOWN,
      make: async () => new TextEncoder().encode(paperMarkdown(note())),
    },
  ];
}
