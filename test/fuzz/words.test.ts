import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose } from '../../src/channels/slack/blocks.ts';
import { ButtonTooLong } from '../../src/channels/slack/buttons.ts';
import { messageActivity } from '../../src/channels/teams/message.ts';
import { CODE_LENGTH, codeOf, printedCode, readCode } from '../../src/domain/code.ts';
import { normalise, parseCommand } from '../../src/domain/command.ts';
import { escapeText, fold } from '../../src/domain/icalendar.ts';
import { createMask } from '../../src/domain/masking.ts';
import { plainText } from '../../src/domain/plain-text.ts';
import { typedDate } from '../../src/domain/typed-date.ts';
import { renderCard } from '../../src/engine/render.ts';
import { spanOf } from '../../src/instruments/checkin/duration.ts';
import { readWords } from '../../src/instruments/checkin/words.ts';
import { formatCsv } from '../../src/report/csv.ts';
import { parseSecret } from '../../src/secret.ts';
import { html } from '../../src/web/html.ts';
import { howLong, PATIENCE, reworded, texts } from './fuzz.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the attack.
const words = fc.oneof(texts, fc.constantFrom('${secret}', 'x ${$root.secret} ${7*6}'));
const mask = createMask(['Anne Martin', 'Jean-Luc', '(', '[a-']);

describe('whatever is typed', () => {
  it(
    'is read without a fault, and to one end',
    () => {
      fc.assert(
        fc.property(texts, (typed) => {
          for (const read of [normalise, parseCommand, readWords, spanOf, typedDate, readCode, parseSecret])
            read(typed);
          const plain = plainText(typed);
          expect(plainText(plain)).toBe(plain);
          expect(plain.isWellFormed()).toBe(true);
          mask(plain);
        }),
        howLong(600),
      );
    },
    PATIENCE,
  );

  it('is a code when it is one, however it is written, and nothing else is', () => {
    // 32 signs, each as likely as the others, twelve times: sixty bits, which nobody guesses.
    const every = Array.from(
      { length: 256 },
      (_, byte) => codeOf(Uint8Array.of(...Array(CODE_LENGTH).fill(byte)))[0],
    );
    expect(new Set(every).size ** CODE_LENGTH).toBeGreaterThanOrEqual(2 ** 60);
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: CODE_LENGTH, maxLength: CODE_LENGTH }),
        texts,
        (bytes, noise) => {
          const code = codeOf(bytes);
          expect(readCode(` ${printedCode(code).toLowerCase()}\n`)).toBe(code);
          const read = readCode(noise);
          if (read !== null) expect(readCode(printedCode(read))).toBe(read);
        },
      ),
      howLong(200),
    );
  });
});

describe('whatever goes out', () => {
  it(
    'stays in its cell, its line and its element',
    () => {
      fc.assert(
        fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), (typed) => {
          const csv = formatCsv({ columns: ['a'], rows: [typed] });
          // Nothing that a spreadsheet, in French too, would compute; and as many cells as there were.
          const [, row = [], ...more] = readCsv(csv.replace(/^\uFEFF/, ''));
          expect(more.flat().join('')).toBe('');
          expect(row).toHaveLength(typed.length);
          for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
          for (const text of typed) {
            const line = fold(`SUMMARY:${escapeText(plainText(text))}`);
            expect(line.replace(/\r\n /g, '')).not.toMatch(/[\r\n]/);
            expect(html`<p title="${text}">${text}</p>`.html).toMatch(/^<p title="[^<>"]*">[^<>]*<\/p>$/);
          }
        }),
        howLong(300),
      );
    },
    PATIENCE,
  );

  const folder = new URL('../../cards/', import.meta.url);
  const samples = readdirSync(folder)
    .filter((name) => name.endsWith('.sample.json'))
    .map((name) => ({
      template: name.split('.')[0] ?? '',
      data: JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
    }));

  it(
    'fills a card with any words, and nothing in them is evaluated',
    () => {
      const cards = fc
        .constantFrom(...samples)
        .chain(({ template, data }) => fc.tuple(fc.constant(template), reworded([data], words)));
      fc.assert(
        fc.property(cards, ([template, data]) => {
          const given = typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {};
          const message = renderCard(template, { ...given, secret: 'sésame' }, 'm');
          expect(JSON.stringify(message)).not.toContain('sésame');
          messageActivity(message);
          try {
            compose(message);
          } catch (error) {
            if (!(error instanceof ButtonTooLong)) throw error;
          }
        }),
        howLong(200),
      );
    },
    PATIENCE,
  );
});

/** As a spreadsheet reads it: `;` between cells, quotes doubled inside quotes. */
function readCsv(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^;"\r\n]*))(;|\r\n|\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end !== ';') rows.push([]);
  }
  return rows;
}
