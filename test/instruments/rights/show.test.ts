import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose } from '../../../src/channels/slack/blocks.ts';
import { teamsCard } from '../../../src/channels/teams/card.ts';
import { renderCard } from '../../../src/engine/render.ts';
import { pagesOf, ROOM } from '../../../src/instruments/rights/pages.ts';
import { plainSpaces } from '../../cli/support.ts';
import { blockKitProblems } from '../../platforms/block-kit.ts';
import { staff } from '../../support/commune.ts';
import { startProgram, words } from '../../support/program.ts';
import { busy, everyPage, people } from './town.ts';

const plain = (message: Parameters<typeof words>[0]) => plainSpaces(words(message));

describe('mes-donnees', () => {
  it('tells what is held, the most concrete first, and what is not', async () => {
    const program = await startProgram({ people });
    await busy(program);
    const said = await everyPage(program, 'p03');
    const told = plainSpaces(said.join('\n'));
    expect(told).toMatch(/Café du jeudi 10 décembre 2026 \(« .+ »\) : vous avez répondu oui/);
    expect(told).toContain("Vous avez demandé de l'aide le jeudi 3 décembre 2026");
    expect(told).toContain('Version 1.0 : lue et comprise le jeudi 3 décembre 2026');
    expect(told).toContain('Règle « Aucune donnée personnelle » : vous avez dit');
    expect(told).toContain('avec ces mots : « Et un prénom ? »');
    expect(told).toContain('Capucine Vautrin, Services techniques (identifiant p03)');
    expect(told).toContain('Courriel : p03@commune.example');
    expect(told).toContain('On vous a demandé une semaine');
    expect(told).toContain("Langue : français, la seule pour l'instant");
    expect(told).toContain("que des totaux d'au moins 5 personnes");
    expect(told.indexOf('Cafés IA')).toBeLessThan(told.indexOf('Qui vous êtes pour moi'));
    // Nothing of anybody else.
    expect(told).not.toMatch(/Personne p\d\d|\bp04\b/);
  });

  it('says the same of a round whether one answered it or not', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-03T12:00');
    const before = (await everyPage(program, 'p05')).join('\n');
    await program.tap('p05', 'checkin.answer', { time: 'lost' });
    expect((await everyPage(program, 'p05')).join('\n')).toBe(before);
  });

  it('is found in other words, and is never said in front of others', async () => {
    const program = await startProgram({ people });
    expect(plain(await program.say('p03', 'Mes données ?'))).toContain('Vos données');
    expect(plain(await program.say('p03', '/mes-données'))).toContain('Voici tout ce qui est gardé');
    const { body } = await program.call('POST', 'people/p03/messages', {
      text: 'mes-donnees',
      channel: 'direction',
    });
    const public_ = plainSpaces(JSON.stringify(body));
    expect(public_).toContain('dans une discussion privée');
    expect(public_).not.toContain('Vautrin');
  });
});

describe('a page', () => {
  const matters = fc.array(
    fc.record({
      title: fc.string({ minLength: 1, maxLength: 40 }),
      lines: fc.array(fc.string({ minLength: 1, maxLength: 600 }), { minLength: 1, maxLength: 60 }),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it('holds what a card can, and loses no line', () => {
    fc.assert(
      fc.property(matters, (given) => {
        const pages = pagesOf(given);
        for (const page of pages) {
          const shown = page.flatMap(({ title, lines }) => [title, ...lines]);
          expect(page.length).toBeGreaterThan(0);
          expect(shown.length).toBeLessThanOrEqual(ROOM.lines);
          expect(shown.join('').length).toBeLessThanOrEqual(ROOM.characters);
        }
        const starts = (lines: string[]) => lines.map((line) => line.slice(0, 299));
        expect(starts(pages.flatMap((page) => page.flatMap(({ lines }) => lines)))).toEqual(
          starts(given.flatMap(({ lines }) => lines)),
        );
      }),
    );
  });

  it('repeats the title of what goes on', () => {
    const [, second] = pagesOf([
      { title: 'Cafés', lines: Array.from({ length: 60 }, (_, n) => `ligne ${n}`) },
    ]);
    expect(second?.[0]?.title).toBe('Cafés');
  });

  it('at its fullest is whole in Slack and in Teams', () => {
    const line = (n: number) => `${n} ${'é'.repeat(ROOM.characters / ROOM.lines - 12)} fin${n}`;
    const [page = []] = pagesOf(
      Array.from({ length: 30 }, (_, n) => ({ title: `Titre ${n}`, lines: [line(n)] })),
    );
    const lines = page.map((matter) => ({ ...matter, lines: matter.lines.map((text) => ({ line: text })) }));
    const data = { introduction: 'Bonjour.', matters: lines, pages: 'Page 1 sur 9', next: 2, previous: 1 };
    const message = { ...renderCard('rights', data, 'an-outbox-id'), images: [] };
    if (!message.card) throw new Error('no card');
    const { blocks } = compose(message);
    expect(blockKitProblems(blocks)).toEqual([]);
    const last = page.at(-1)?.lines.at(-1) ?? '';
    expect(page.length).toBeGreaterThan(8);
    expect(JSON.stringify(blocks)).toContain(last);
    expect(Buffer.byteLength(JSON.stringify(teamsCard(message.card, message.text, [])))).toBeLessThan(
      28 * 1024,
    );
  });

  it('past the last is the last, and nonsense is refused', async () => {
    const program = await startProgram({ people: staff('Finances', 12) });
    const last = await program.act('p01', 'rights.show', { page: 99 });
    expect(JSON.stringify(last)).toContain('Ce qui est ailleurs');
    for (const page of ['zero', -1, 1.5, { a: 1 }]) {
      expect(await program.act('p01', 'rights.show', { page })).toMatchObject({ refused: 'bad_input' });
    }
  });
});
