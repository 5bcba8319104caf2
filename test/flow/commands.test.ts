import { describe, expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { startProgram, words } from '../support/program.ts';

const SERVICE = 'Services techniques';
const people = [
  ...staff(SERVICE, 13),
  { id: 'ref', department: SERVICE, roles: 'referent' },
  { id: 'dgs', department: 'Direction générale', roles: 'direction' },
  { id: 'pil', department: 'Direction générale', roles: 'pilote' },
  { id: 'seul', department: 'Finances', roles: 'referent' },
];
const SATISFACTION = { survey: 'satisfaction', department: SERVICE };

describe('commands', () => {
  it('are open to some roles only', async () => {
    const program = await startProgram({ people });
    const allowed: Record<string, string[]> = {
      sondage: ['ref', 'pil', 'seul'],
      bilan: ['dgs', 'pil'],
      cafe: ['p01', 'ref', 'dgs', 'pil'],
      memento: ['p01', 'ref', 'dgs', 'pil'],
      pause: ['p01', 'ref', 'dgs', 'pil'],
      reprendre: ['p01', 'ref', 'dgs', 'pil'],
      aide: ['p01', 'ref', 'dgs', 'pil'],
    };
    for (const [command, ids] of Object.entries(allowed)) {
      for (const id of ['p01', 'ref', 'dgs', 'pil', 'seul']) {
        const reply = await program.say(id, `/${command}`);
        const refused = words(reply).includes("n'est pas ouverte à votre rôle");
        if (['cafe', 'memento', 'pause', 'reprendre', 'aide'].includes(command)) expect(refused).toBe(false);
        else expect(refused, `${command} by ${id}`).toBe(!ids.includes(id));
      }
    }
    expect(words(await program.say('p01', 'Aide !'))).not.toContain('sondage :');
    expect(words(await program.say('ref', '@Percolateur aide'))).toContain('sondage');
  });

  it('show the memento, and acknowledge it there', async () => {
    const program = await startProgram({ people });
    const reply = await program.say('p01', 'Mémento');
    expect(words(reply)).toContain('Aucune donnée personnelle');
    expect(words(await program.tap('p01', 'memento.acknowledge'))).toContain('votre lecture est notée');
  });

  it('pause and resume by buttons, and nothing is sent in between', async () => {
    const program = await startProgram({ people });
    await program.say('p01', 'pause');
    const paused = await program.tap('p01', 'pause.until', { days: 30 });
    expect(words(paused)).toContain('mercredi 16 décembre 2026');
    await program.travel('2026-12-03T10:00');
    const report = (await program.outbox()).find(({ campaign }) => campaign === 'welcome/pilote');
    expect(report).toMatchObject({ planned: 17, sent: 16, skipped: 1 });
    expect(report?.reasons).toMatchObject([{ reason: 'paused', count: 1 }]);
    expect((await program.messages('p01')).at(-1)?.id).toBe(paused.id);
    expect(words(await program.say('p01', 'reprendre'))).toContain("C'est reparti");
    await program.travel('2026-12-10T10:00');
    expect((await program.messages('p01')).at(-1)?.text).toContain('rendez-vous de la semaine 2');
  });

  it('refuse a length of pause that is none', async () => {
    const program = await startProgram({ people });
    await program.say('p01', 'pause');
    const message = (await program.offering('p01', 'pause.until')).id;
    for (const days of [0, -7, 1.5, 'x', 4000]) {
      const answer = { message, verb: 'pause.until', data: { days } };
      expect(await program.call('POST', 'people/p01/answers', answer)).toMatchObject({
        status: 400,
        body: { code: 'bad_input' },
      });
    }
    expect(program.tables().person?.join()).not.toMatch(/"paused_until":"/);
  });
});

describe('a survey launched by a champion', () => {
  it('is offered, launched, followed in steps of five, and closed after two days', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-14T10:00');
    const offer = await program.say('ref', 'sondage');
    expect(words(offer)).toContain('14 personnes');
    const launched = await program.tap('ref', 'survey.launch', SATISFACTION);
    expect(words(launched)).toContain('est lancé');
    for (const id of ['p01', 'p02', 'p03', 'p04', 'p05', 'p06', 'p07']) {
      await program.tap(id, 'survey.answer', {
        q_facilite: '4',
        q_recommande: Number(id.slice(1)) < 5 ? '5' : '2',
      });
    }
    expect(words(await program.say('ref', 'sondage statut'))).toMatch(/au moins 5 réponses sur 14/);
    expect(words(await program.say('pil', 'sondage statut'))).toMatch(/au moins 5 réponses sur 14/);
    expect(words(await program.say('seul', 'sondage statut'))).toContain('Aucun sondage ouvert');

    await program.say('ref', 'sondage clore');
    const message = (await program.offering('ref', 'survey.close')).id;
    const early = await program.call('POST', 'people/ref/answers', { message, verb: 'survey.close' });
    expect(early).toMatchObject({ status: 409, body: { code: 'survey_too_soon' } });
    expect(early.body.message).toContain('mercredi 16 décembre à 10');
    await program.travel('2026-12-16T10:00');
    const closed = words(await program.tap('ref', 'survey.close'));
    expect(closed).toContain('7 réponses sur 14');
    expect(closed).toContain('Presque toutes les réponses');
    expect(closed).toMatch(/La recommanderiez-vous.*\(7 réponses\)/);
    const [title = '', , ...results] = closed.split('\n');
    expect(words(await program.say('ref', 'sondage résultats'))).toBe([title, ...results].join('\n'));
    expect(program.tables().sealed_answer).toEqual([]);
  });

  it('reminds the silent, in a service of any wave', async () => {
    const wave =
      'vagues:\n  - id: autre\n    nom: Autre vague\n    lancement: 2026-12-01\n    services: [Finances]\n';
    const program = await startProgram({
      people,
      edits: [
        ['programme.yml', 'vagues:\n', wave],
        ['programme.yml', '    services: []', `    services: [${SERVICE}, Direction générale]`],
      ],
    });
    await program.travel('2026-12-07T10:00');
    await program.say('ref', 'sondage');
    await program.tap('ref', 'survey.launch', SATISFACTION);
    const mine = async () =>
      (await program.outbox()).filter(({ campaign }) => /^sondage\/.*\/reminder\//.test(campaign));
    // Their number tells how many are silent: it is told once the round is closed.
    await program.travel('2026-12-14T09:00');
    expect(await mine()).toEqual([]);
    await program.travel('2026-12-14T19:00');
    expect((await mine()).map(({ planned }) => planned)).toEqual([14, 14]);
  });

  it('is refused to small services, to the same question twice, and to other services', async () => {
    const program = await startProgram({ people });
    const small = await program.say('seul', 'sondage');
    expect(words(small)).toContain('Une seule personne');
    expect(small.actions).toEqual([]);
    await program.say('ref', 'sondage');
    const offer = await program.offering('ref', 'survey.launch');
    const launch = (data: object) =>
      program.call('POST', 'people/ref/answers', { message: offer.id, verb: 'survey.launch', data });
    expect(await launch({ ...SATISFACTION, department: 'Finances' })).toMatchObject({
      status: 403,
      body: { code: 'role' },
    });
    expect(await launch({ ...SATISFACTION, survey: 'inconnu' })).toMatchObject({ status: 400 });
    await program.tap('ref', 'survey.launch', SATISFACTION);
    const again = async () => {
      await program.say('ref', 'sondage');
      const { id } = await program.offering('ref', 'survey.launch');
      return program.call('POST', 'people/ref/answers', {
        message: id,
        verb: 'survey.launch',
        data: SATISFACTION,
      });
    };
    expect(await again()).toMatchObject({ status: 409, body: { code: 'survey_already_open' } });
    await program.become('p01', 'left');
    expect(await again()).toMatchObject({ status: 409, body: { code: 'survey_too_close' } });
    expect(
      await program.call('POST', 'people/p02/answers', { message: offer.id, verb: 'survey.launch' }),
    ).toMatchObject({
      status: 404,
      body: { code: 'unknown_message' },
    });
  });
});
