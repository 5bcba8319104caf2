import { describe, expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { words } from '../../support/program.ts';
import { launch, OTHER, refusal, rounds, SERVICE, startLife } from './world.ts';

describe('before sending', () => {
  it('shows what, to how many, whom it cannot reach, when, and the threshold', async () => {
    const program = await startLife();
    await program.become('p01', 'notInstalled');
    await program.become('p02', 'paused');
    await program.say('ref', 'sondage');
    const shown = await program.tap('ref', 'survey.preview', { survey: 'satisfaction', department: SERVICE });
    const told = words(shown);
    expect(told).toContain('14 personnes le recevront, 2 ne peuvent pas être jointes');
    expect(told).toContain("Une personne n'a pas l'application");
    expect(told).toContain('en pause');
    expect(told).not.toContain('Personne p0');
    expect(told).toContain('Clôture mercredi 25 novembre');
    expect(told).toContain('aucun résultat en dessous de 5 réponses');
    expect(told).toContain('La recommanderiez-vous');
    expect(shown.actions.map(({ verb, title }) => [verb, title])).toEqual([
      ['survey.launch', 'Envoyer à 14 personnes'],
      ['survey.try', 'Essayer sur moi'],
      ['survey.rendering', 'Voir dans Teams'],
      ['survey.rendering', 'Voir dans Slack'],
    ]);
    // Typed, picked and looked at, sent: three.
    await program.tap('ref', 'survey.launch');
    expect(rounds(program)).toHaveLength(1);
  });

  it('gives a lead the names, but not of who has paused', async () => {
    const program = await startLife();
    await program.become('p01', 'notInstalled');
    await program.become('p02', 'paused');
    await program.say('pil', 'sondage urbanisme');
    const told = words(
      await program.tap('pil', 'survey.preview', { survey: 'satisfaction', department: SERVICE }),
    );
    expect(told).toContain('Personne p01');
    expect(told).not.toContain('Personne p02');
  });

  it('says how many need a code on paper', async () => {
    const program = await startLife({
      people: [
        ...staff(SERVICE, 12),
        { id: 'ref', department: SERVICE, roles: 'referent' },
        { id: 'x1', department: SERVICE, channel: 'aucun' },
        { id: 'x2', department: SERVICE, channel: 'aucun' },
      ],
    });
    await program.say('ref', 'sondage');
    const told = words(
      await program.tap('ref', 'survey.preview', { survey: 'satisfaction', department: SERVICE }),
    );
    expect(told).toContain("2 personnes n'ont pas de messagerie");
    expect(told).toContain('percolateur codes');
  });

  it('refuses plainly a group that is too small, with what to do instead', async () => {
    const program = await startLife();
    const order = { survey: 'satisfaction', department: 'Direction générale' };
    await program.say('pil', 'sondage');
    const shown = await program.tap('pil', 'survey.preview', order);
    expect(words(shown)).toContain('il en faut 10');
    expect(words(shown)).toContain('de vive voix');
    expect(shown.actions.map(({ verb }) => verb)).toEqual(['survey.try']);
    expect(await refusal(program, 'pil', 'survey.launch', order)).toBe('survey_too_small');
    expect(rounds(program)).toEqual([]);
  });

  it('is for the own service of a champion, and for every target of a lead', async () => {
    const program = await startLife();
    for (const department of [OTHER, '*', 'vague:pilote', 'role:champion'])
      for (const verb of ['survey.preview', 'survey.try', 'survey.launch'])
        expect(await refusal(program, 'ref', verb, { survey: 'satisfaction', department })).toBe('role');
    for (const department of [OTHER, '*', 'vague:pilote'])
      expect(
        await refusal(program, 'pil', 'survey.preview', { survey: 'satisfaction', department }),
      ).toBeNull();
    for (const [data, code] of [
      [{ department: SERVICE }, 'survey_not_picked'],
      [{ survey: 'inconnu', department: SERVICE }, 'unknown_action'],
      [{ survey: 'satisfaction', department: SERVICE, opens: '2026-02-31' }, 'bad_input'],
      [{ survey: 'satisfaction', department: SERVICE, opens: '2026-11-01' }, 'survey_date_past'],
      [{ survey: 'satisfaction', department: 'vague:inconnue' }, 'bad_input'],
      [{ survey: 'satisfaction', department: ['x'] }, 'bad_input'],
    ] as const)
      expect(await refusal(program, 'pil', 'survey.launch', data), JSON.stringify(data)).toBe(code);
  });
});

describe('as it looks elsewhere', () => {
  const order = { survey: 'satisfaction', department: SERVICE };

  it('is drawn for Teams and for Slack in the sandbox, with nothing to tap, and what is the same is said', async () => {
    const program = await startLife();
    await program.say('ref', 'sondage');
    await program.tap('ref', 'survey.preview', order);
    for (const platform of ['teams', 'slack']) {
      const before = program.tables().round;
      const drawn = await program.tap('ref', 'survey.rendering', { ...order, platform });
      const told = words(drawn);
      for (const part of ['Notification', '○ 1', '○ 5', '[ Envoyer mes réponses ]', "rien n'est raccourci"])
        expect(told, platform).toContain(part);
      expect(drawn.actions).toEqual([]);
      expect(program.tables().round).toEqual(before);
    }
  });

  it('is drawn of a draft too, every question of it, and is nobody else’s', async () => {
    const program = await startLife();
    await program.say('ref', 'sondage nouveau');
    await program.tap('ref', 'editor.settings', { title: 'Charge' });
    for (const number of [1, 2, 3, 4, 5])
      await program.act('ref', 'editor.question', {
        kind: 'choice',
        question: `Q${number} ?`,
        choices: 'oui\nnon',
      });
    await program.say('ref', 'sondage nouveau');
    const shown = await program.tap('ref', 'editor.preview');
    expect(shown.actions.map(({ title }) => title)).toEqual([
      'Envoyer',
      'Essayer sur moi',
      'Revenir au brouillon',
      'Voir dans Teams',
      'Voir dans Slack',
    ]);
    const told = words(await program.tap('ref', 'survey.rendering', { platform: 'slack' }));
    for (const number of [1, 2, 3, 4, 5]) {
      expect(told).toContain(`Question ${number} sur 5`);
      expect(told).toContain(`Q${number} ?`);
    }
    expect(await refusal(program, 'ref2', 'survey.rendering', { platform: 'slack' })).toBe('editor_gone');
    expect(await refusal(program, 'p01', 'survey.rendering', { platform: 'slack' })).toBe('role');
    expect(await refusal(program, 'ref', 'survey.rendering', { ...order, platform: 'fax' })).toBe(
      'bad_input',
    );
    const other = { ...order, department: OTHER, platform: 'slack' };
    expect(await refusal(program, 'ref', 'survey.rendering', other)).toBe('role');
  });

  it('names what Teams cannot write as it is typed', async () => {
    const program = await startLife();
    await program.say('ref', 'sondage nouveau');
    await program.tap('ref', 'editor.settings', { title: 'Charge' });
    await program.act('ref', 'editor.question', { kind: 'choice', question: 'Q ?', choices: '*oui*\nnon' });
    await program.say('ref', 'sondage nouveau');
    await program.tap('ref', 'editor.preview');
    const told = words(await program.tap('ref', 'survey.rendering', { platform: 'teams' }));
    expect(told).toContain('écrit autrement dans cette messagerie');
    expect(told).toContain('∗oui∗');
    expect(words(await program.tap('ref', 'survey.rendering', { platform: 'slack' }))).toContain(
      "rien n'est raccourci",
    );
  });
});

describe('two surveys in one week', () => {
  const warned = async (program: Awaited<ReturnType<typeof startLife>>, id: string, data: object) => {
    const reply = await program.act(id, 'survey.preview', { ...data });
    return JSON.stringify(reply?.message.card).replace(/\u00a0/g, ' ');
  };

  it('are told before sending: with how many people, open or still to come, and not to others', async () => {
    const program = await startLife();
    await launch(program);
    const climat = { survey: 'climat', department: SERVICE };
    expect(await warned(program, 'ref', climat)).toContain("s'adresse aussi à 16 de ces personnes");
    expect(await warned(program, 'pil', { ...climat, department: '*' })).toContain('16 de ces personnes');
    expect(await warned(program, 'reff', { ...climat, department: OTHER })).not.toContain('la même semaine');
    expect(await warned(program, 'ref', { ...climat, opens: '2026-11-25' })).not.toContain('la même semaine');
    // Launched for later: known to the calendar, and to who plans the same week.
    await program.act('ref', 'survey.launch', { ...climat, opens: '2026-12-09' });
    const calendar = words(await program.say('ref', 'sondage calendrier'));
    expect(calendar).toMatch(/mercredi 9 décembre.* \(Urbanisme\)/);
    const trust = { survey: 'confiance', department: SERVICE };
    expect(await warned(program, 'ref', { ...trust, opens: '2026-12-10' })).toContain('mercredi 9 décembre');
    expect(await warned(program, 'ref', { ...trust, opens: '2026-12-15' })).not.toContain('9 décembre');
  });
});

describe('on trial', () => {
  it('shows the card to oneself alone, and keeps nothing', async () => {
    const program = await startLife();
    await program.say('ref', 'sondage');
    await program.tap('ref', 'survey.preview', { survey: 'satisfaction', department: SERVICE });
    const card = await program.tap('ref', 'survey.try');
    expect(words(card)).toContain('Essai – ');
    const { sandbox_message: _, inbox: _seen, ...before } = program.tables();
    const answered = await program.tap('ref', 'survey.answer', { q_facilite: '4' });
    expect(words(answered)).toContain("rien de ce que vous avez répondu n'a été enregistré");
    await program.tap('ref', 'survey.edit');
    await program.tap('ref', 'survey.answer', {});
    const { sandbox_message: __, inbox: ___, ...after } = program.tables();
    expect(after).toEqual(before);
    expect(before.round).toEqual(program.tables().round);
    expect(await refusal(program, 'p01', 'survey.answer', { round: 'essai/inconnu' })).toBe('round_closed');
  });

  it('goes through every step of a longer one', async () => {
    const program = await startLife();
    await program.act('ref', 'survey.try', { survey: 'climat', department: SERVICE });
    await program.say('ref', 'sondage');
    await program.tap('ref', 'survey.preview', { survey: 'climat', department: SERVICE });
    let card = await program.tap('ref', 'survey.try');
    for (let steps = 0; steps < 8 && card.actions.some(({ verb }) => verb === 'survey.answer'); steps++) {
      card = await program.tap('ref', 'survey.answer', {});
    }
    expect(words(card)).toContain("rien de ce que vous avez répondu n'a été enregistré");
    expect(program.tables().sealed_answer).toEqual([]);
  });
});

it('a survey launched twice for the same people is refused, and says so before', async () => {
  const program = await startLife();
  await launch(program);
  const order = { survey: 'satisfaction', department: SERVICE };
  await program.say('ref2', 'sondage');
  expect(words(await program.tap('ref2', 'survey.preview', order))).toContain('déjà ouvert');
  await program.become('p03', 'left');
  await program.say('ref2', 'sondage');
  const near = await program.tap('ref2', 'survey.preview', order);
  expect(words(near)).toContain('Presque les mêmes personnes');
  expect(near.actions.map(({ verb }) => verb)).toEqual(['survey.try']);
});
