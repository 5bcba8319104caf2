import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OUTSIDERS } from '../src/domain/picks.ts';
import { FLOORS } from '../src/domain/publishing.ts';
import {
  AUDIT_DAYS,
  DASHBOARD_LINK_MINUTES,
  DASHBOARD_SESSION_MINUTES,
  DRAFT_DAYS,
  FILE_LINK_MINUTES,
  HISTORY_DAYS,
  INBOX_DAYS,
  LEAVER_DAYS,
  OUTBOX_DAYS,
  QUESTION_DAYS,
  ROSTER_DAYS,
  STRANGER_DAYS,
} from '../src/domain/retention.ts';
import { WEEKS_PER_BLOCK } from '../src/domain/wave.ts';
import { TOO_CLOSE_DAYS } from '../src/instruments/survey/nearly.ts';
import { MOST_REMINDERS } from '../src/instruments/survey/reminders.ts';

/**
 * What a data-protection officer signs: each number in it is one of the code, or says something else than a threshold
 * or a delay (an article, the name of an algorithm). A number that nobody listed here fails.
 */
const ROOT = path.join(import.meta.dirname, '..');
const PAGES = [
  ...globSync('docs/documents/*.md', { cwd: ROOT }).sort(),
  'docs/confidentialite.md',
  'docs/guides/dpo.md',
];
/** Participation moves in steps as large as the threshold of a figure. */
const { figure, group, verbatim, verbatimInvited } = FLOORS;
const CLOSE_AFTER_HOURS = constantOf('src/instruments/survey/close.ts', 'CLOSE_AFTER_HOURS');
const TOO_CLOSE = constantOf('src/domain/nearness.ts', 'TOO_CLOSE');

/** The words before and after a number; what it is. The first that fits is taken. */
const NUMBERS: [words: RegExp, is: number][] = [
  [/(?:totaux|rien sous|derrière un chiffre \| au moins|un total)(?: d'au moins| de)? (\d+)/g, figure],
  [/pas de 5 à partir de (\d+)/g, group],
  [/pas de (\d+)/g, figure],
  [/groupes d'au moins (\d+) invités/g, group],
  [/participation \| au moins (\d+)/g, group],
  [/(?:à partir de|Sous|moins de) (\d+) personnes/g, group],
  [/par service de (\d+) ou plus/g, group],
  [/(?:textes libres seulement à partir de|avant d'en montrer un \| au moins|malgré) (\d+)/g, verbatim],
  [/(?:et de|textes libres \| au moins|textes et) (\d+)/g, verbatimInvited],
  [/puis (\d+) jours après (?:son|votre) départ/g, LEAVER_DAYS],
  [/ce qui est nominatif, (\d+) jours/g, HISTORY_DAYS],
  [/(?:comme un envoi\) \||Cafés, demandes d'aide et envois[^\d]*) ?(\d+) jours/g, HISTORY_DAYS],
  [/sans contenu \| (\d+) jours/g, OUTBOX_DAYS],
  [/(?:sans réponse ni texte \||journal des actes,) (\d+) jours/g, AUDIT_DAYS],
  [/service d'alors \| (\d+) jours/g, ROSTER_DAYS],
  [/identifiant de la plateforme \| (\d+) jours/g, STRANGER_DAYS],
  [/nominatif, au jour \| (\d+) jours/g, QUESTION_DAYS],
  [/(\d+) jours sans y toucher/g, DRAFT_DAYS],
  [/pendant (\d+) jours/g, TOO_CLOSE_DAYS],
  [/à la main avant (\d+) heures/g, CLOSE_AFTER_HOURS],
  [/(\d+) minutes, ou jusqu'à l'ouverture/g, DASHBOARD_LINK_MINUTES],
  [/(\d+) minutes, ou jusqu'à ce que la personne la ferme/g, DASHBOARD_SESSION_MINUTES],
  [/(?:une fois, |la personne \| )(\d+) minutes/g, FILE_LINK_MINUTES],
];

/** Numbers that are none of ours: laws, algorithms, an exit code, a list, what the reader fills in. */
const OTHERS =
  /articles? [\d.]+|BLV [\d.]+|AES-256-GCM|HMAC-SHA-256|Code 0|^\d+\. |\(30 conseillés\)|## \d+\.|J\+\d+/gm;

/** Numbers in words, each on the page that says it. */
const WORDS: [page: string, sentence: string, is: number, word: number][] = [
  ['docs/confidentialite.md', 'deux au plus ; leur trace', MOST_REMINDERS, 2],
  ['docs/confidentialite.md', 'Si deux personnes au plus répondent autrement', OUTSIDERS, 2],
  ['docs/confidentialite.md', 'Les semaines vont deux par deux, en **blocs**', WEEKS_PER_BLOCK, 2],
  ['docs/confidentialite.md', "suivre quelqu'un plus de deux semaines", WEEKS_PER_BLOCK, 2],
  ['docs/confidentialite.md', 'une à quatre de différence', TOO_CLOSE, 4],
  ['docs/documents/registre.md', 'la fin du bloc de deux semaines', WEEKS_PER_BLOCK, 2],
  ['docs/documents/registre.md', 'sous une clé du jour | trois jours |', INBOX_DAYS, 3],
];

function constantOf(file: string, name: string): number {
  return Number(new RegExp(`${name} = (\\d+)`).exec(readFileSync(path.join(ROOT, file), 'utf8'))?.[1]);
}

function read(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf8').replaceAll('\u00a0', ' ');
}

/** As it reads: a line goes on in the next, and what is not said (links, code) is not counted. */
function said(page: string): string {
  return read(page)
    .replace(OTHERS, ' ')
    .replace(/`[^`]*`/g, ' ')
    .replace(/\]\([^)]*\)/g, ' ')
    .replace(/\*\*/g, '')
    .replace(/\s+/g, ' ');
}

describe.each(PAGES)('every number of %s', (page) => {
  it('is that of the code', () => {
    let rest = said(page);
    const wrong: string[] = [];
    for (const [words, is] of NUMBERS) {
      rest = rest.replace(words, (found, number) => {
        if (Number(number) !== is) wrong.push(`${found}: ${is}`);
        return ' ';
      });
    }
    expect(wrong).toEqual([]);
    expect([...rest.matchAll(/.{0,40}\d+.{0,30}/g)].map(([around]) => around)).toEqual([]);
  });
});

it.each(WORDS)('in %s, « %s »', (page, sentence, is, word) => {
  expect(read(page).replace(/\s+/g, ' ')).toContain(sentence);
  expect(is).toBe(word);
});

it('the register and « qui voit quoi » say who opens the dashboard, and that it is in the journal', () => {
  const who = said('docs/documents/qui-voit-quoi.md');
  expect(who).toMatch(
    /tableau de bord[^|]*au journal, avec le nom et le jour \| non \| non \| oui \| oui \|/,
  );
  const register = said('docs/documents/registre.md');
  expect(register).toMatch(
    /journal des actes : [^|]*ouvert le tableau de bord ou téléchargé un de ses documents/,
  );
  expect(register).toContain('le tableau de bord, qui ne lit que les bilans parus');
});
