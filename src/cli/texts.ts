import type { Command } from 'commander';
import { allTexts } from '../engine/texts.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { tell } from './say.ts';

/** Families of texts, in the order somebody meets them in the life of a programme; a longer name goes first. */
const LIFE = [
  'reply',
  'card.contact',
  'contact',
  'card.notice',
  'card.survey',
  'code',
  'survey',
  'editor',
  'card.memento',
  'memento',
  'card.weekly',
  'weekly',
  'band',
  'blocker',
  'checkin',
  'card.cafe',
  'cafe',
  'calendar',
  'help',
  'pause',
  'privacy',
  'card.rights',
  'rights',
  'journal',
  'page',
  'card.digest',
  'digest',
  'hidden',
  'card.dashboard',
  'dashboard',
  'report',
  'card.followup',
  'followup',
  'card.wave',
  'wave',
  'programme',
  'refusal',
  'reasons',
  'campaign',
  'sandbox',
];

/** `percolateur texts`: every sentence of the catalogues, to be read aloud. `{…}` stands for what is filled in. */
export function register(program: Command): void {
  program
    .command('texts')
    .description(words.commands.texts)
    .action(({ json }: { json?: true }) => {
      const families = Map.groupBy(allTexts(), ({ key }) => familyOf(key));
      const ordered = [...families].sort(([a], [b]) => placeOf(a) - placeOf(b));
      const lines = ordered.flatMap(([family, texts]) => [
        `── ${family} ──`,
        ...texts.map(({ sentence }) => sentence),
        '',
      ]);
      tell(
        json,
        Object.fromEntries(ordered.flatMap(([, texts]) => texts.map((one) => [one.key, one.sentence]))),
        lines,
      );
    });
}

function familyOf(key: string): string {
  return (
    LIFE.find((family) => key === family || key.startsWith(`${family}.`) || key.startsWith(`${family}-`)) ??
    key
  );
}

/** A family that nobody has placed yet comes last. */
function placeOf(family: string): number {
  const place = LIFE.indexOf(family);
  return place === -1 ? LIFE.length : place;
}
