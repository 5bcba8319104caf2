import { describe, expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { startProgram, words } from '../support/program.ts';

const SERVICE = 'Services techniques';
const people = [
  ...staff(SERVICE, 11),
  { id: 'ref', department: SERVICE, roles: 'referent', name: 'Odile Référente' },
  { id: 'pil', department: SERVICE, roles: 'pilote' },
];

/** A commune of thirteen, on the day of its first weekly card. */
async function firstWeek() {
  const program = await startProgram({ people });
  await program.travel('2026-12-03T09:30');
  return program;
}

describe('the weekly card', () => {
  it('records with the first tap, in its place, and says the same whatever was answered', async () => {
    const program = await firstWeek();
    const asked = await program.offering('p01', 'checkin.answer');
    const seen = new Set<string>();
    for (const [id, time] of [
      ['p01', 'h4plus'],
      ['p02', 'lost'],
      ['p03', 'unused'],
    ] as const) {
      const message = await program.tap(id, 'checkin.answer', { time });
      expect(words(message)).toContain('Réponse enregistrée');
      seen.add(JSON.stringify(message.card).replaceAll(message.id, 'ID'));
    }
    expect(seen.size).toBe(1);
    expect((await program.offering('p01', 'checkin.details')).id).toBe(asked.id);
    expect(program.tables().sealed_answer).toHaveLength(3);
  });

  it('is changed by a client that still shows the first buttons', async () => {
    const program = await firstWeek();
    const { id: message } = await program.offering('p01', 'checkin.answer');
    for (const time of ['lost', 'h1to2']) {
      const body = { message, verb: 'checkin.answer', data: { time } };
      expect(await program.call('POST', 'people/p01/answers', body)).toMatchObject({
        status: 200,
        body: { id: message },
      });
    }
    expect(program.tables().sealed_answer).toHaveLength(1);
  });

  it('takes details, once the first question is answered', async () => {
    const program = await firstWeek();
    const { id: message } = await program.offering('p01', 'checkin.answer');
    const early = await program.call('POST', 'people/p01/answers', { message, verb: 'checkin.details' });
    expect(early).toMatchObject({ status: 409, body: { code: 'tap_first' } });
    await program.tap('p01', 'checkin.answer', { time: 'lt30' });
    const details = { useCase: 'courriels', tool: '', blocker: 'training' };
    expect(words(await program.tap('p01', 'checkin.details', details))).toContain('Réponse enregistrée');
    expect(program.tables().sealed_answer).toHaveLength(1);
  });

  it('is asked again from nothing by « Modifier »', async () => {
    const program = await firstWeek();
    await program.tap('p01', 'checkin.answer', { time: 'lt30' });
    const again = await program.tap('p01', 'checkin.edit');
    const { card } = await program.offering('p02', 'checkin.answer');
    expect(JSON.stringify(again.card).replaceAll(again.id, '')).toBe(
      JSON.stringify(card).replaceAll(String((await program.offering('p02', 'checkin.answer')).id), ''),
    );
    await program.tap('p01', 'checkin.answer', { time: 'h2to4' });
    expect(program.tables().sealed_answer).toHaveLength(1);
  });

  it('brings a call for help to the champion, who learns nothing else', async () => {
    const program = await firstWeek();
    await program.tap('p01', 'checkin.answer', { time: 'lost' });
    const reply = await program.tap('p01', 'help.ask');
    expect(words(reply)).toContain('Odile Référente');
    const call = (await program.messages('ref')).at(-1);
    expect(call && words(call)).toContain("Personne p01 (Services techniques) voudrait de l'aide");
    await program.tap('p01', 'help.ask');
    expect((await program.outbox()).find(({ campaign }) => campaign.startsWith('help'))?.sent).toBe(1);
  });

  it('calls the lead for help when no champion can be reached', async () => {
    const program = await firstWeek();
    await program.become('ref', 'paused');
    expect(words(await program.tap('p01', 'checkin.answer', { time: 'lost' }))).toContain('aide');
    expect(words(await program.tap('p01', 'help.ask'))).toContain('Personne pil');
    expect((await program.messages('pil')).some((message) => words(message).includes('Personne p01'))).toBe(
      true,
    );
  });

  it('takes an RSVP, changes it, and reminds only those who come', async () => {
    const program = await firstWeek();
    const yes = { session: 'demystifier', response: 'yes' };
    expect(words(await program.tap('p01', 'cafe.rsvp', yes))).toContain('Vous venez.');
    await program.tap('p02', 'cafe.rsvp', yes);
    const changed = await program.tap('p02', 'cafe.rsvp', { ...yes, response: 'no' });
    expect(words(changed)).toContain('Vous ne venez pas.');
    await program.travel('2026-12-09T10:00');
    const reminded = (await program.outbox()).find(({ campaign }) => campaign === 'cafe/remind/demystifier');
    expect(reminded).toMatchObject({ planned: 1, sent: 1 });
    const reminder = (await program.messages('p01')).at(-1);
    expect(reminder && words(reminder)).toContain('jeudi 10 décembre à 14');
    expect(words(await program.tap('p01', 'cafe.rsvp', { ...yes, response: 'no' }))).toContain(
      'Vous ne venez pas.',
    );
    await program.travel('2026-12-10T15:00');
    const late = { message: reminder?.id, verb: 'cafe.rsvp', data: yes };
    expect(await program.call('POST', 'people/p01/answers', late)).toMatchObject({
      status: 409,
      body: { code: 'cafe_past' },
    });
  });
});

describe('the rhythm of the weekly card', () => {
  it('is chosen on the card, each for oneself', async () => {
    const program = await firstWeek();
    const { card } = await program.tap('p01', 'weekly.rhythm', { weeks: 2 });
    expect(JSON.stringify(card)).toContain('toutes les deux semaines');
    const { id: message } = await program.offering('p02', 'weekly.rhythm');
    const odd = await program.call('POST', 'people/p02/answers', {
      message,
      verb: 'weekly.rhythm',
      data: { weeks: 3 },
    });
    expect(odd).toMatchObject({ status: 400, body: { code: 'bad_input' } });
    const cards = async (id: string) =>
      (await program.messages(id)).filter(({ text }) => text.includes('rendez-vous de la semaine')).length;
    await program.travel('2026-12-10T12:00');
    expect([await cards('p01'), await cards('p02')]).toEqual([1, 2]);
    const roster = program.tables().round_person ?? [];
    const invited = (id: string) =>
      roster.filter((row) => row.includes('checkin/pilote/2') && row.includes(id)).length;
    expect([invited('p01'), invited('p02')]).toEqual([0, 1]);
    await program.travel('2026-12-17T12:00');
    expect([await cards('p01'), await cards('p02')]).toEqual([2, 3]);
  });
});

describe('typed answers', () => {
  it('count, and what is said of them is the same whatever was typed', async () => {
    const program = await firstWeek();
    const typed = ['aucune idée', 'Pas utilisé !', '1 h', '30 min', 'zéro', 'perdu'];
    const replies = new Set<string>();
    for (const [index, line] of typed.entries()) {
      const reply = await program.say(`p0${index + 1}`, line);
      replies.add(JSON.stringify({ ...reply, id: '' }));
    }
    expect(program.tables().sealed_answer).toHaveLength(typed.length);
    expect(replies.size).toBe(1);
    expect([...replies][0]).toContain('Réponse enregistrée');
    expect([...replies][0]).not.toMatch(/unknown|unused|h1to2|m30to60|zero|lost/);
  });

  it('that could mean several things, or answer something else, are asked about and not kept', async () => {
    const program = await firstWeek();
    const replies = new Set<string>();
    for (const [index, line] of ['oui', 'Non !', 'quelques heures', '30', '1 à 3 h'].entries()) {
      const reply = await program.say(`p0${index + 1}`, line);
      replies.add(JSON.stringify({ ...reply, id: '' }));
    }
    expect(replies.size).toBe(1);
    expect([...replies][0]).toContain('Je préfère ne pas deviner');
    expect(program.tables().sealed_answer).toEqual([]);
    expect(words(await program.tap('p01', 'checkin.edit'))).toContain('Du temps perdu');
    // A call for help came last: a bare word is about it as well as about the week; a length of time is not.
    await program.tap('p06', 'checkin.answer', { time: 'lost' });
    await program.tap('p06', 'help.ask');
    await program.travel('2026-12-03T11:00');
    expect(words((await program.messages('ref')).at(-1) ?? { text: '', card: null })).toContain('voudrait');
    expect(words(await program.say('ref', 'rien'))).toContain('Je préfère ne pas deviner');
    expect(program.tables().sealed_answer).toHaveLength(1);
    expect(words(await program.say('ref', "J'ai perdu 20 minutes"))).toContain('Réponse enregistrée');
    expect(program.tables().sealed_answer).toHaveLength(2);
  });

  it('are nothing of ours once nothing is open', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-11-20T09:30');
    for (const line of ['rien', 'jamais', 'une heure', '30 min'])
      expect((await program.say('p01', line)).text, line).toContain('Écrivez');
    expect(program.tables().sealed_answer).toEqual([]);
  });

  it('are changed from empty questions', async () => {
    const program = await firstWeek();
    await program.say('p01', '1 h');
    expect(words(await program.tap('p01', 'checkin.edit'))).toContain('Du temps perdu');
    await program.tap('p01', 'checkin.answer', { time: 'h4plus' });
    expect(program.tables().sealed_answer).toHaveLength(1);
  });

  it('are not guessed when two questions are open', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-21T09:30');
    expect(words(await program.offering('p01', 'survey.answer'))).toContain('votre avis en trois questions');
    const which = await program.say('p01', '1 h');
    expect(words(which)).toContain('À quelle question répondez-vous');
    expect(JSON.stringify(which.card)).not.toContain('h1to2');
    expect(program.tables().sealed_answer).toHaveLength(0);
    const card = await program.tap('p01', 'checkin.edit');
    expect(card.id).toBe(which.id);
    expect(words(await program.tap('p01', 'checkin.answer', { time: 'h1to2' }))).toContain(
      'Réponse enregistrée',
    );
    expect(program.tables().sealed_answer).toHaveLength(1);
  });

  it('answer the week when the other question is closed', async () => {
    const program = await firstWeek();
    await program.say('ref', 'sondage');
    await program.tap('ref', 'survey.launch', { survey: 'satisfaction', department: SERVICE });
    // Two messages this week already: the survey comes on Monday, a day before the week closes.
    await program.travel('2026-12-07T09:00');
    expect(words(await program.say('p01', '1 h'))).toContain('À quelle question répondez-vous');
    await program.say('ref', 'sondage clore');
    await program.tap('ref', 'survey.close');
    expect(words(await program.say('p01', '1 h'))).toContain('Réponse enregistrée');
  });

  it('that mean nothing get a helpful sentence', async () => {
    const program = await firstWeek();
    expect((await program.say('p01', 'bonjour')).text).toContain('aide');
  });
});
