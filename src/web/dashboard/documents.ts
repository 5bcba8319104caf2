import type restify from 'restify';
import { may } from '../../domain/may.ts';
import { DASHBOARD_PATH, readerOfSession } from '../../engine/dashboard-access.ts';
import type { Engine } from '../../engine/engine.ts';
import { note } from '../../engine/journal.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { collect, decisionsOn, type PostedReview, postedReviews } from '../../report/collect.ts';
import { PAPER_NAMES, type PaperFile, papersOf } from '../../report/documents.ts';
import { EXPORT_NAME, exportZip } from '../../report/export-files.ts';
import { addresseeIn } from '../../report/note-paper.ts';
import type { Person } from '../../store/person.ts';
import { type Link, wordsPage } from './frame.ts';
import { sessionOf } from './session.ts';

const PATH = `${DASHBOARD_PATH}/documents`;

/** What can be taken away from the page of a review. */
export function documentLinks({ wave, milestone }: Pick<PostedReview, 'wave' | 'milestone'>): Link[] {
  const links: [name: string, title: string][] = [
    [
      PAPER_NAMES.digest({ wave, milestone }),
      text('report.documents.digest', { milestone: milestone.replace('J', 'J+') }),
    ],
    [PAPER_NAMES.review(wave), text('report.documents.review')],
    [PAPER_NAMES.notePdf(wave), text('report.documents.note_pdf')],
    [PAPER_NAMES.noteMarkdown(wave), text('report.documents.note_md')],
    [EXPORT_NAME, text('report.documents.export')],
  ];
  return links.map(([name, title]) => ({ href: `${PATH}/${name}`, title }));
}

/**
 * `…/documents/{name}`: papers and open data of posted reviews, in a session. Each is in the journal before it is
 * drawn, and drawn outside the transaction, one at a time: people who tap meanwhile are answered.
 */
export function mountDocuments(
  server: restify.Server,
  engine: Engine,
  headers: Readonly<Record<string, string>>,
): void {
  const drawing = oneAtATime();
  server.get(`${PATH}/:name`, async (request, response) => {
    const name = String(request.params.name);
    const found = await engine.inTurn(async (turn) => {
      const reader = await readerOfSession(turn, sessionOf(request.headers.cookie));
      if (!reader) return { status: 401, page: wordsPage(turn.programme.organisation.name, 'closed') };
      const document = await documentFor(turn, reader, name);
      if (!document) return { status: 404, page: wordsPage(turn.programme.organisation.name, 'unknown') };
      await note(turn, reader.id, 'dashboard.take', name);
      return document;
    });
    if ('page' in found) {
      response.sendRaw(found.status, found.page, headers);
      return;
    }
    const content = await drawing(() => found.make());
    response.writeHead(200, {
      ...headers,
      'Content-Type': found.type,
      'Content-Disposition': `attachment; filename="${found.name}"`,
      'Content-Length': content.byteLength,
    });
    response.end(Buffer.from(content));
  });
}

/** What becomes of each campaign is for those who follow it in chat. */
async function documentFor(turn: Turn, reader: Person, name: string): Promise<PaperFile | null> {
  const { zone } = turn.calendar;
  if (name === EXPORT_NAME) {
    const collected = await collect(turn.tx, { zone, deliveries: may(reader, 'vague envois') });
    return { name, type: 'application/zip', make: async () => exportZip(collected) };
  }
  const reviews = await postedReviews(turn.tx);
  const decisions = await decisionsOn(turn.tx, reviews, zone);
  const papers = papersOf({ reviews, decisions }, addresseeIn(turn.programme));
  return papers.find((paper) => paper.name === name) ?? null;
}

function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
