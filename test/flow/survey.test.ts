import { describe, expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { type Program, startProgram, words } from '../support/program.ts';

const SERVICE = 'Services techniques';
const people = [...staff(SERVICE, 11), { id: 'pil', department: SERVICE, roles: 'pilote' }];
const BASELINE = 'survey/pilote/etat-des-lieux/1';
const ANSWERS = {
  q_usage: 'parfois',
  q_competence: '3',
  q_besoin: 'pratiquer',
  q_irritant_1: 'courriels',
  q_heures_repetitives: 'h2a5',
  q_maturite: '4',
};

async function campaign(program: Program, name: string) {
  const found = (await program.outbox()).find((row) => row.campaign === name);
  if (!found) throw new Error(`no campaign ${name}`);
  const { planned, sent, failed, skipped, waiting } = found;
  return { planned, sent, failed, skipped, waiting };
}

describe('the baseline', () => {
  it('opens at J-14, is answered, changed, and closes the day before the launch', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-11-17T09:29');
    expect((await program.messages('p01')).map(({ at }) => at)).toEqual(['2026-11-16T08:30']);
    await program.travel('2026-11-17T09:30');
    const asked = await program.offering('p01', 'survey.answer');
    expect(words(asked)).toContain('où en sommes-nous');
    const answered = await program.tap('p01', 'survey.answer', ANSWERS);
    expect(answered.id).toBe(asked.id);
    expect(words(answered)).toContain('Réponse enregistrée');
    const again = await program.tap('p01', 'survey.edit');
    expect(JSON.stringify(again.card)).toBe(JSON.stringify(asked.card));
    await program.tap('p01', 'survey.answer', { ...ANSWERS, q_usage: 'jour' });
    for (const id of ['p02', 'p03', 'p04', 'p05', 'p06', 'p07'])
      await program.tap(id, 'survey.answer', ANSWERS);
    expect(program.tables().sealed_answer).toHaveLength(7);

    await program.travel('2026-11-29T23:59');
    expect(program.tables().frozen).toEqual([]);
    await program.travel('2026-11-30T00:00');
    const { frozen, sealed_answer: sealed } = program.tables();
    expect(sealed).toEqual([]);
    expect(frozen).toHaveLength(1);
    // Six of seven: nearly everybody, and no count.
    expect(frozen?.[0]).toContain(String.raw`\"usage\":{\"nearlyAll\":\"parfois\"}`);
  });

  it('reminds only the silent, twice at most, and keeps no row that names them', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-11-17T09:30');
    for (const id of ['p01', 'p02', 'p03']) await program.tap(id, 'survey.answer', ANSWERS);
    await program.travel('2026-11-30T00:00');
    expect(await campaign(program, `${BASELINE}/reminder/1`)).toMatchObject({ planned: 12, sent: 9 });
    expect(await campaign(program, `${BASELINE}/reminder/2`)).toMatchObject({ planned: 12, sent: 9 });
    expect(program.tables().outbox?.filter((row) => row.includes('reminder'))).toEqual([]);
    const cards = async (id: string) =>
      (await program.messages(id)).filter(({ card }) => card !== null).length;
    // After the first contact.
    expect(await cards('p01')).toBe(1 + 1);
    expect(await cards('p04')).toBe(1 + 3);
    const reminder = await program.offering('p04', 'survey.answer').catch(() => null);
    expect(reminder && words(reminder)).toContain('Petit rappel');
  });

  it('refuses a late answer, and stores nothing of it', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-11-17T09:30');
    const message = (await program.offering('p01', 'survey.answer')).id;
    await program.travel('2026-11-30T00:00');
    const { sandbox_message: chat, ...before } = program.tables();
    const late = await program.call('POST', 'people/p01/answers', {
      message,
      verb: 'survey.answer',
      data: ANSWERS,
    });
    expect(late).toMatchObject({ status: 409, body: { code: 'round_closed' } });
    expect(late.body.message).toContain('close');
    const { sandbox_message: after, ...stored } = program.tables();
    expect(stored).toEqual(before);
    // What was tapped cannot be filled in again.
    expect(after).toHaveLength(chat?.length ?? 0);
    const shown = (await program.messages('p01')).find(({ id }) => id === message);
    expect(shown?.actions).toEqual([]);
    expect(shown && words(shown)).toContain("votre réponse n'a pas été enregistrée");
  });

  it('takes no answer that was not offered', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-11-17T09:30');
    const message = (await program.offering('p01', 'survey.answer')).id;
    const before = program.tables();
    for (const [data, code] of [
      [{ q_usage: 'toujours' }, 'bad_input'],
      [{ q_usage: ['jour'] }, 'bad_input'],
      [{}, 'empty_answer'],
      [{ q_irritant_texte: 'a'.repeat(501) }, 'text_too_long'],
      [{ ...ANSWERS, round: 'survey/pilote/climat/1' }, 'round_closed'],
    ] as const) {
      const answer = await program.call('POST', 'people/p01/answers', {
        message,
        verb: 'survey.answer',
        data,
      });
      expect(answer.body).toMatchObject({ code });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    expect(program.tables()).toEqual(before);
  });

  it('takes the longest text, whatever it is made of', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-11-17T09:30');
    for (const [id, sign] of [
      ['p01', '"'],
      ['p02', '€'],
      ['p03', '\ud800'],
      ['p04', '\u2028'],
    ] as const) {
      await program.tap(id, 'survey.answer', { ...ANSWERS, q_irritant_texte: sign.repeat(500) });
    }
    expect(program.tables().sealed_answer).toHaveLength(4);
  });
});

describe('at the launch', () => {
  it('one welcome card is sent, and says thanks once it is acknowledged', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-01T08:30');
    const welcome = await program.offering('p01', 'memento.acknowledge');
    expect(welcome.at).toBe('2026-12-01T08:30');
    const done = await program.tap('p01', 'memento.acknowledge');
    expect(done.id).toBe(welcome.id);
    expect(words(done)).toContain('votre lecture est notée');
    expect(done.actions.map(({ verb }) => verb)).not.toContain('memento.acknowledge');
    expect(program.tables().acknowledgement).toHaveLength(1);
    expect(await campaign(program, 'welcome/pilote')).toMatchObject({ planned: 12, sent: 12 });
  });
});
