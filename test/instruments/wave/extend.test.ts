import { describe, expect, it } from 'vitest';
import { words } from '../../support/program.ts';
import { reached } from '../../support/reached.ts';
import { allWords, FIRST, plain, SECOND, THIRD, type Town, town } from './town.ts';

/** The pilot at J+90, posted on Monday 1 March 2027. */
const atNinety = reached(async () => {
  const program = await town();
  await program.travel('2027-03-01T10:00');
  return program;
});

const decide = (program: Town, id: string, decision: string) =>
  program.act(id, 'digest.decide', { wave: 'pilote', milestone: 'J90', decision });

/** Cards of the leads that offer to confirm a draft. */
async function drafts(program: Town, id: string): Promise<string[]> {
  const messages = await program.messages(id);
  return messages
    .filter(({ actions }) => actions.some(({ verb }) => verb === 'wave.confirm'))
    .map((message) => plain(words(message)));
}

describe('« extend »', () => {
  it('prepares a draft for every lead, once, with the services that are in no wave', async () => {
    const program = await atNinety();
    await decide(program, 'dgs', 'extend');
    await program.travel('PT5M');
    await program.travel('P1D');
    for (const lead of ['pil', 'pim']) {
      const [draft = '', ...more] = await drafts(program, lead);
      expect(more).toEqual([]);
      expect(draft).toContain('Vague 2');
      // One of two leaders: the leadership as a whole has decided nothing yet.
      expect(draft).toContain(
        "Diane-Marguerite Gérard de Montfleury-Sauvigny a décidé d'étendre « Vague pilote ». " +
          "Alain-Christophe Faure-Delacroix de Bonnardière n'a pas encore donné son avis.",
      );
      expect(draft).toContain('20 personnes dans ces services, dont 20 joignables');
    }
    // Tuesday, as the pilot was launched, three weeks ahead.
    expect(program.tables().wave?.map((row) => JSON.parse(row))).toMatchObject([
      { id: 'vague-2', status: 'draft', source: 'pilote', launch_date: '2027-03-23', weeks: 14 },
    ]);
    expect(program.tables().wave?.[0]).toContain(THIRD);
    expect(program.tables().wave?.[0]).not.toContain(FIRST);
  });

  it('said twice, or taken back and said again, prepares one draft; other words prepare nothing', async () => {
    const program = await atNinety();
    for (const decision of ['maintain', 'pivot']) {
      await decide(program, 'dgs', decision);
      await program.travel('PT30M');
    }
    expect(await drafts(program, 'pil')).toEqual([]);
    expect(program.tables().wave).toEqual([]);
    for (const decision of ['extend', 'maintain', 'extend', 'extend']) {
      await decide(program, 'dgs', decision);
      await program.travel('PT30M');
    }
    expect(await drafts(program, 'pil')).toHaveLength(1);
    expect(program.tables().wave).toHaveLength(1);
  });
});

describe('a draft after one leader’s word', () => {
  const shownDraft = async (program: Town, id: string) => (await drafts(program, id)).at(-1) ?? '';

  it('is shown again where it is as the others speak', async () => {
    const program = await atNinety();
    await decide(program, 'dgs', 'extend');
    await program.travel('PT30M');
    await decide(program, 'daf', 'maintain');
    await program.travel('PT30M');
    expect(await drafts(program, 'pim')).toHaveLength(1);
    expect(await shownDraft(program, 'pim')).toContain('Bonnardière : maintenir');
    expect(await shownDraft(program, 'pim')).toContain("Ne confirmez pas avant qu'ils soient d'accord.");
    const differ = await allWords(program, 'pim');
    expect(differ).toContain("Un brouillon attend : ne le confirmez pas avant qu'ils soient d'accord.");
    expect(differ).not.toContain("Rien n'est préparé");

    await decide(program, 'daf', 'extend');
    await program.travel('PT30M');
    expect(await shownDraft(program, 'pim')).toContain("La direction a décidé d'étendre « Vague pilote ».");
    // Words that were said before, and taken back since.
    await decide(program, 'daf', 'maintain');
    await program.travel('PT30M');
    expect(await shownDraft(program, 'pim')).toContain('Bonnardière : maintenir');
    expect((await allWords(program, 'pim')).match(/avis différents/g)).toHaveLength(1);
  });

  it('is not followed by a second one once it is confirmed, and is shown so to the other lead', async () => {
    const program = await atNinety();
    await decide(program, 'dgs', 'extend');
    await program.travel('PT30M');
    await program.tap('pil', 'wave.confirm', { services: SECOND, date: '2027-03-23' });
    await program.travel('PT1M');
    expect(await drafts(program, 'pim')).toEqual([]);
    expect(await allWords(program, 'pim')).toContain("C'est confirmé : jour J le mardi 23 mars 2027");
    await decide(program, 'daf', 'maintain');
    await program.travel('PT30M');
    expect(await allWords(program, 'pim')).toContain('« Vague 2 » est déjà confirmée');
    const shown = plain(words(await program.tap('pim', 'wave.new')));
    expect(shown).toContain("C'est confirmé");
    await decide(program, 'daf', 'extend');
    await program.travel('PT30M');
    expect(program.tables().wave).toHaveLength(1);
    expect(await drafts(program, 'pil')).toEqual([]);
  });
});

describe('two leaders who differ', () => {
  it('are both shown in the review, and the leads are told once for each set of words', async () => {
    const program = await atNinety();
    await decide(program, 'dgs', 'extend');
    await decide(program, 'daf', 'maintain');
    await program.travel('P1D');
    const [review] = (await program.channel()).slice(-1);
    const shown = plain(review ? words(review) : '') + plain(words(await program.say('dgs', 'bilan')));
    expect(shown).toContain('étendre (Diane-Marguerite Gérard');
    expect(shown).toContain('maintenir (Alain-Christophe Faure');
    const told = async (id: string) =>
      (await program.messages(id))
        .map((message) => plain(words(message)))
        .filter((text) => /avis différents|Un seul avis/.test(text));
    expect(await told('pil')).toHaveLength(1);
    expect((await told('pim'))[0]).toContain(
      'Diane-Marguerite Gérard de Montfleury-Sauvigny : étendre (le lundi 1er mars 2027)',
    );
    expect((await told('pim'))[0]).toContain('Alain-Christophe Faure-Delacroix de Bonnardière : maintenir');
    expect(program.tables().wave).toEqual([]);

    await decide(program, 'daf', 'pivot');
    await program.travel('P1D');
    expect(await told('pil')).toHaveLength(2);
    await decide(program, 'daf', 'extend');
    await program.travel('P1D');
    expect(await told('pil')).toHaveLength(2);
    expect(await drafts(program, 'pil')).toHaveLength(1);
  });

  it('do not keep a lead from preparing a draft', async () => {
    const program = await atNinety();
    await decide(program, 'dgs', 'extend');
    await decide(program, 'daf', 'maintain');
    await program.travel('P1D');
    const draft = plain(words(await program.tap('pil', 'wave.new')));
    expect(draft).toContain('Vague 2');
    expect(draft).toContain('Ce que la direction a dit');
  });
});
