import { expect, it } from 'vitest';
import { words } from '../../support/program.ts';
import { plain, type Town, town } from './town.ts';

const decide = (program: Town, decision: string) =>
  program.act('dgs', 'digest.decide', { wave: 'pilote', milestone: 'J90', decision });
const weekly = async (program: Town) =>
  (await program.outbox()).filter(({ campaign }) => campaign.startsWith('weekly/pilote/'));

it('« maintain » asks the leads, and a wave that is prolonged goes on past its weeks', async () => {
  const program = await town();
  await program.travel('2027-03-01T10:00');
  await decide(program, 'maintain');
  await program.travel('PT10M');
  const asked = await program.offering('pil', 'wave.act');
  expect(plain(words(asked))).toContain('La direction maintient');
  const told = await program.tap('pil', 'wave.act', { wave: 'pilote', act: 'prolong' });
  // Fourteen weeks and twelve more from Tuesday 1 December 2026.
  expect(plain(words(told))).toContain('mardi 1er juin 2027');
  expect(program.tables().wave_act).toEqual([]);
  const done = await program.tap('pil', 'wave.act', { wave: 'pilote', act: 'prolong', sure: true });
  expect(plain(words(done))).toContain('semaine 13 sur 26');
  // A second tap, or the other lead's, does it no second time: it is not near its end any more.
  const again = await program.tap('pim', 'wave.act', { wave: 'pilote', act: 'prolong', sure: true });
  expect(plain(words(again))).toContain("C'était déjà fait");
  expect(program.tables().wave_act).toHaveLength(1);
  await program.travel('2027-06-20T10:00');
  const weeks = (await weekly(program)).map(({ campaign }) => Number(campaign.split('/')[2]));
  expect(Math.max(...weeks)).toBe(26);
});

it('is offered near its end only, and for a year at most', async () => {
  const program = await town();
  await program.travel('2027-01-11T10:00');
  const early = await program.say('pil', 'vague');
  expect(early.actions.filter(({ data }) => data.act === 'prolong' && data.wave === 'pilote')).toEqual([]);
  let taps = 0;
  for (const day of ['2027-03-01', '2027-05-20', '2027-08-10', '2027-11-20']) {
    await program.travel(`${day}T10:00`);
    await program.act('pil', 'wave.act', { wave: 'pilote', act: 'prolong', sure: true });
    taps = program.tables().wave_act?.length ?? 0;
  }
  expect(taps).toBeGreaterThan(1);
  const weeks = (await weekly(program)).map(({ campaign }) => Number(campaign.split('/')[2]));
  expect(Math.max(...weeks)).toBeLessThanOrEqual(52);
});

it('that is not possible says why, and that nothing was done', async () => {
  const later =
    '  - id: suite\n    nom: Suite\n    lancement: 2027-03-09\n    services: [Services techniques]\n';
  const program = await town({ more: later });
  const reason = async (act: string) => {
    const { id: message } = await program.say('pil', 'vague');
    const data = { wave: 'pilote', act, sure: true };
    const { body } = await program.call('POST', 'people/pil/answers', { message, verb: 'wave.act', data });
    return plain(words(body));
  };
  expect(await reason('prolong')).toContain("« Vague pilote » n'a pas commencé");
  expect(await reason('resume')).toContain("« Vague pilote » n'est pas en pause");
  await program.travel('2026-12-14T10:00');
  expect(await reason('prolong')).toContain("« Vague pilote » n'est pas près de sa fin");
  await program.travel('2027-03-01T10:00');
  expect(await reason('prolong')).toContain(
    '« Vague pilote » ne peut pas être prolongée : un de ses services est dans « Suite » à ces dates.',
  );
  await program.travel('2027-03-20T10:00');
  for (const [act, said] of [
    ['prolong', 'elle ne peut plus être prolongée'],
    ['pause', "il n'y a plus rien à mettre en pause"],
    ['end', "il n'y a plus rien à arrêter"],
  ] as const) {
    expect(await reason(act), act).toContain(said);
  }
  expect(program.tables().wave_act).toEqual([]);
});
