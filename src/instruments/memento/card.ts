import type { CardData } from '../../engine/instrument.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { lineData } from './inlines.ts';
import { pagesOf } from './pages.ts';
import { type Reading, readingOf, type ShownRule, type View } from './reading.ts';

/** What a card shows: how it was asked to, which page; `replaced`: its reader was looking at an older version. */
export type Asked = View & { page?: number | undefined; replaced?: boolean };

/** The memento as one person sees it: what they have to read, a page of it, and what they can say. */
export async function mementoData(turn: Turn, person: Person, view: Asked = {}): Promise<CardData> {
  const { organisation, memento } = turn.programme;
  const reading = await readingOf(turn, person, view);
  const { since, newsOnly, acknowledged } = reading;
  const introduction = newsOnly ? [] : memento.introduction;
  const pages = pagesOf(introduction, reading.rules);
  const page = Math.min(Math.max(view.page ?? 1, 1), pages.length);
  const isLast = page === pages.length;
  return {
    summary: summaryOf(reading, memento.version, organisation.name),
    heading: memento.title,
    version: memento.version,
    news: since ? newsText(since, newsOnly, view.replaced === true) : '',
    introduction: page === 1 ? introduction.map(lineData) : [],
    rules: rulesData(pages[page - 1] ?? []),
    removed: isLast && reading.removed.length > 0 ? removedText(reading.removed) : '',
    pages: pages.length > 1 ? text('memento.page', { page, pages: pages.length }) : '',
    next: isLast ? 0 : page + 1,
    previous: page - 1,
    since: since ?? '',
    whole: !newsOnly,
    partial: newsOnly,
    link: memento.link ?? '',
    hasLink: memento.link !== null,
    asked: isLast && !acknowledged,
    acknowledged,
    hasCheck: acknowledged && memento.check.length > 0,
    questions: memento.check.length,
  };
}

function newsText(since: string, newsOnly: boolean, replaced: boolean): string {
  if (replaced) return text('memento.news.replaced', { since });
  return text(newsOnly ? 'memento.news' : 'memento.news.marked', { since });
}

function summaryOf({ since, acknowledged }: Reading, version: string, organisation: string): string {
  if (acknowledged) return text('memento.summary.done', { version });
  return since ? text('memento.summary.news', { version }) : text('memento.summary.whole', { organisation });
}

/** A section is named over its first rule on the page. */
function rulesData(page: readonly ShownRule[]): CardData[] {
  let last: string | null = null;
  return page.map(({ rule, number, change }) => {
    const section = rule.section !== last ? rule.section : null;
    last = rule.section;
    return {
      section: section ?? '',
      title: `${number}. ${rule.title}`,
      change: change ? text(`memento.change.${change}`) : '',
      lines: rule.lines.map(lineData),
    };
  });
}

function removedText(titles: readonly string[]): string {
  const names = titles.map((title) => `«\u00a0${title}\u00a0»`).join(', ');
  return text('memento.removed', { count: titles.length, names });
}
