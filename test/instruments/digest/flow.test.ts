import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Outgoing, Reply } from '../../../src/channels/channel.ts';
import type { DigestData } from '../../../src/domain/digest.ts';
import { findDigest, listDigests, updateDigest } from '../../../src/store/digest.ts';
import { leadershipAddresses } from '../../../src/store/leadership-channel.ts';
import { insertRound, saveSealed } from '../../../src/store/round.ts';
import { countDeliveries } from '../../../src/store/tally.ts';
import { ordinaryBlock, ordinaryWave } from './answers.ts';
import { closeBlock, createWorld, linesOfCard, textsOf, WAVE, type World } from './world.ts';

const DIRECTION = 'channel:direction';

function idOf(world: World, role: 'lead' | 'leadership' | 'agent', index = 0): string {
  const person = world.who(role)[index];
  if (!person) throw new Error(`no ${role}`);
  return person.id;
}

/** The messages an address received, oldest first. */
function to(world: World, address: string): Outgoing[] {
  return world.received.filter((one) => one.address === address).map(({ message }) => message);
}

function typed(reply: Reply | null): string {
  const { card, text } = reply?.message ?? {};
  return (card ? textsOf(card).join('\n') : (text ?? '')).replace(/[\u00a0\u202f]/g, ' ');
}

function verbsOf(message: Outgoing | undefined): string[] {
  return [...JSON.stringify(message?.card).matchAll(/"v":"([a-z.]+)"/g)].map(([, verb]) => verb ?? '');
}

async function stored(world: World, milestone: string) {
  return world.turn((turn) => findDigest(turn.tx, WAVE, milestone));
}

test('the lead sees it the working day before at nine, the leadership on its day', async () => {
  const world = await createWorld();
  const lead = idOf(world, 'lead');
  await ordinaryWave(world);
  await world.go('2026-12-15', '08:59');
  expect(world.received).toEqual([]);
  await world.go('2026-12-15', '09:00');
  expect(to(world, lead)).toHaveLength(1);
  expect(to(world, DIRECTION)).toHaveLength(0);
  expect(await stored(world, 'J15')).toMatchObject({
    due_on: '2026-12-16',
    post_on: '2026-12-16',
    status: 'previewed',
  });
  await world.go('2026-12-16', '09:00');
  const [posted] = to(world, DIRECTION);
  expect(linesOfCard(posted?.card?.body)[0]).toMatch(/^J\+15/);
  const row = await stored(world, 'J15');
  const data: DigestData = JSON.parse(row?.data ?? '{}');
  expect(data).toMatchObject({ postedAt: '2026-12-16T09:00', dueOn: '2026-12-16', wave: WAVE });
  // The preview says that it is too late to change anything.
  await world.go('2026-12-17');
  expect(to(world, lead)).toHaveLength(1);
});

test('after a week of downtime the preview is made late, then the post, each once', async () => {
  const world = await createWorld();
  await ordinaryWave(world);
  await world.go('2026-12-23', '10:00');
  await world.go('2026-12-24', '10:00');
  expect(to(world, idOf(world, 'lead'))).toHaveLength(1);
  expect(to(world, DIRECTION)).toHaveLength(1);
});

test('after months of downtime old reviews are left alone, and the last one is still made', async () => {
  const world = await createWorld();
  await ordinaryWave(world);
  await world.go('2027-03-10', '10:00');
  const digests = await world.turn((turn) => listDigests(turn.tx));
  expect(digests.map(({ milestone, status }) => [milestone, status])).toEqual([['J90', 'posted']]);
  expect(to(world, DIRECTION)).toHaveLength(1);
});

test('the figures are those the lead saw, whatever closes in between', async () => {
  const world = await createWorld();
  await world.go('2026-12-15');
  await closeBlock(world, 1, ordinaryBlock(12));
  await world.go('2026-12-16');
  const data: DigestData = JSON.parse((await stored(world, 'J15'))?.data ?? '{}');
  expect(data.sections.blockers).toEqual({ hidden: true, reason: 'no_data' });
});

describe('the preview', () => {
  async function previewed() {
    const world = await createWorld();
    await ordinaryWave(world);
    await world.go('2026-12-15');
    const lead = idOf(world, 'lead');
    const [message] = to(world, lead);
    const tap = (verb: string, data: Record<string, unknown> = {}) =>
      world.tap(lead, { v: verb, m: message?.id ?? '', ...data });
    return { world, lead, message, tap };
  }

  test('is the digest itself, with a note and a delay', async () => {
    const { message } = await previewed();
    expect(verbsOf(message)).toEqual(['digest.note', 'digest.delay']);
    expect(textsOf(message?.card).join('\n').replaceAll('\u00a0', ' ')).toContain(
      'Il paraîtra dans le canal de la direction mercredi 16 décembre à 9 h.',
    );
    expect(linesOfCard(message?.card?.body)).toContainEqual(expect.stringMatching(/^J\+15/));
  });

  test('takes a note of one line without control characters, shown to the leadership', async () => {
    const { world, tap } = await previewed();
    const reply = await tap('digest.note', { note: '  Bravo\nà\u0007 tous \u202eet toutes ' });
    expect(typed(reply)).toContain('Note de la personne pilote : Bravo à tous et toutes');
    await world.go('2026-12-16');
    const [posted] = to(world, DIRECTION);
    expect(textsOf(posted?.card).join('\n')).toContain('Bravo à tous et toutes');
  });

  test('refuses a note over 300 characters and takes it back when empty', async () => {
    const { world, tap } = await previewed();
    await tap('digest.note', { note: 'x'.repeat(300) });
    expect((await stored(world, 'J15'))?.note).toHaveLength(300);
    expect(typed(await tap('digest.note', { note: 'x'.repeat(301) }))).toContain(
      'Ce texte dépasse 300 caractères',
    );
    expect(typed(await tap('digest.delay', { note: 'x'.repeat(301) }))).toContain('300 caractères');
    expect((await stored(world, 'J15'))?.post_on).toBe('2026-12-16');
    expect((await stored(world, 'J15'))?.note).toHaveLength(300);
    await tap('digest.note', { note: '' });
    expect((await stored(world, 'J15'))?.note).toBeNull();
  });

  test('puts it off by working days, five at most, and it is posted then', async () => {
    const { world, tap } = await previewed();
    const days: (string | undefined)[] = [];
    for (let times = 0; times < 5; times++) {
      await tap('digest.delay', times === 0 ? { note: 'Mot gardé' } : {});
      days.push((await stored(world, 'J15'))?.post_on);
    }
    // From Wednesday 16 over the week-end to Wednesday 23.
    expect(days).toEqual(['2026-12-17', '2026-12-18', '2026-12-21', '2026-12-22', '2026-12-23']);
    expect(typed(await tap('digest.delay'))).toContain('reporté autant que possible');
    expect((await stored(world, 'J15'))?.note).toBe('Mot gardé');
    await world.go('2026-12-22', '18:00');
    expect(to(world, DIRECTION)).toHaveLength(0);
    await world.go('2026-12-23', '09:00');
    expect(to(world, DIRECTION)).toHaveLength(1);
  });

  test('changes nothing from the hour of posting on', async () => {
    const { world, tap } = await previewed();
    world.travel('2026-12-16', '09:00');
    expect(typed(await tap('digest.delay'))).toContain('déjà publié');
    expect(typed(await tap('digest.note', { note: 'Trop tard' }))).toContain('déjà publié');
    expect(await stored(world, 'J15')).toMatchObject({ post_on: '2026-12-16', note: null });
  });

  test('is for the lead: others may not touch it', async () => {
    const { world, message } = await previewed();
    const leader = idOf(world, 'leadership');
    const reply = await world.tap(leader, { v: 'digest.delay', m: message?.id ?? '' });
    expect(typed(reply)).toContain("n'est pas ouverte à votre rôle");
  });
});

describe('the decision at J+90', () => {
  async function asked() {
    const world = await createWorld();
    await ordinaryWave(world);
    await world.go('2027-02-26');
    await world.go('2027-03-01');
    const message = to(world, DIRECTION).at(-1);
    const decide = (person: string, decision: string) =>
      world.tap(person, { v: 'digest.decide', m: message?.id ?? '', decision, wave: WAVE, milestone: 'J90' });
    return { world, message, decide };
  }

  test('is asked by three buttons, and only there', async () => {
    const { world, message } = await asked();
    const decisions = ['digest.decide', 'digest.decide', 'digest.decide'];
    expect(verbsOf(message)).toEqual(['digest.irritants', ...decisions]);
    const { world: other } = { world: await createWorld() };
    await ordinaryWave(other);
    await other.go('2026-12-15');
    await other.go('2026-12-16');
    expect(verbsOf(to(other, DIRECTION)[0])).toEqual(['digest.irritants']);
    expect(await world.turn((turn) => countDeliveries(turn.tx, `digest/${WAVE}/J90`))).toContainEqual({
      campaign: `digest/${WAVE}/J90`,
      status: 'sent',
      reason: '',
      count: 1,
    });
  });

  test('is recorded with who and when; two who differ are both shown, and each may change', async () => {
    const { world, message, decide } = await asked();
    const [one, two] = world.who('leadership');
    if (!one || !two) throw new Error('two leaders needed');
    const reply = await decide(one.id, 'extend');
    expect(reply).toMatchObject({ mode: 'replace', message: { id: message?.id } });
    expect(typed(reply)).toContain(`Décision : étendre (${one.name}, le 1er mars 2027).`);
    const both = typed(await decide(two.id, 'maintain'));
    expect(both).toContain(`étendre (${one.name}, le 1er mars 2027)`);
    expect(both).toContain(`maintenir (${two.name}, le 1er mars 2027)`);
    const changed = typed(await decide(two.id, 'extend'));
    expect(changed).not.toContain('maintenir (');
  });

  test('belongs to the leadership', async () => {
    const { world, decide } = await asked();
    const agent = world.who('agent').find(({ roles }) => roles.length === 1);
    expect(typed(await decide(agent?.id ?? '', 'pivot'))).toContain("n'est pas ouverte à votre rôle");
    expect(typed(await decide(idOf(world, 'leadership'), 'stop'))).toContain("n'a pas la forme attendue");
  });

  test('needs no card: the last digest that asked is meant', async () => {
    const { world } = await asked();
    const leader = world.who('leadership')[0];
    const reply = await world.tap(leader?.id ?? '', { v: 'digest.decide', decision: 'pivot' });
    expect(typed(reply)).toContain(`pivoter (${leader?.name}`);
  });
});

describe('bilan', () => {
  test('before the first, says when it comes, and who answers so far', async () => {
    const world = await createWorld();
    world.travel('2026-12-08');
    await openCheckin(world, 23);
    const reply = typed(await world.tell(idOf(world, 'leadership'), 'bilan'));
    expect(reply).toContain('Le prochain, J+15, paraîtra mercredi 16 décembre à 9 h.');
    expect(reply).toContain(
      'Point de la semaine 1 : au moins 20 personnes ont répondu sur 58 (34 % ou plus)',
    );
    expect(reply).not.toContain('23');
  });

  test('shows the last posted again, to a lead without the buttons of the decision', async () => {
    const world = await createWorld();
    await ordinaryWave(world);
    await world.go('2027-02-26');
    await world.go('2027-03-01');
    const reply = await world.tell(idOf(world, 'lead'), '/bilan');
    expect(reply?.mode).toBe('message');
    expect(typed(reply)).toContain('J+90, Vague pilote');
    expect(typed(reply)).toContain("Rien n'est ouvert en ce moment.");
    expect(verbsOf(reply?.message)).toEqual(['digest.irritants']);
    const leader = await world.tell(idOf(world, 'leadership'), 'bilan');
    expect(verbsOf(leader?.message)).toHaveLength(4);
  });

  test('J30 shows that one, with a button for each of the others', async () => {
    const world = await createWorld();
    await ordinaryWave(world);
    for (const day of ['2026-12-15', '2026-12-16', '2026-12-30', '2026-12-31']) await world.go(day);
    const leader = idOf(world, 'leadership');
    const last = await world.tell(leader, 'bilan');
    expect(typed(last)).toContain('J+30, Vague pilote');
    expect(JSON.stringify(last?.message.card)).toContain('"title":"Revoir J+15"');
    const first = await world.tell(leader, 'bilan J15');
    expect(typed(first)).toContain('J+15, Vague pilote');
    expect(JSON.stringify(first?.message.card)).toContain('"title":"Revoir J+30"');
    for (const words of ['bilan J+15', '/bilan j15 !', 'bilan J15 pilote', 'bilan j15 vague pilote'])
      expect(typed(await world.tell(leader, words)), words).toBe(typed(first));
    const shown = await world.tap(leader, { v: 'digest.show', wave: WAVE, milestone: 'J15' });
    expect(shown?.mode).toBe('message');
    expect(typed(shown)).toBe(typed(first));
  });

  test('says that one which is not out is not, and which are', async () => {
    const world = await createWorld();
    await ordinaryWave(world);
    const leader = idOf(world, 'leadership');
    await world.go('2026-12-15');
    const early = typed(await world.tell(leader, 'bilan J15'));
    expect(early).toContain("Ce bilan n'a pas paru");
    expect(early).toContain('Le prochain, J+15, paraîtra mercredi 16 décembre à 9 h.');
    await world.go('2026-12-16');
    const other = typed(await world.tell(leader, 'bilan J90'));
    expect(other).toContain('Déjà parus : J+15.');
    expect(typed(await world.tell(leader, 'bilan J12'))).toContain("Ce bilan n'a pas paru");
    expect(typed(await world.tell(leader, 'bilan J15 ailleurs'))).toContain("Ce bilan n'a pas paru");
    const hidden = await world.tap(leader, { v: 'digest.show', wave: WAVE, milestone: 'J30' });
    expect(typed(hidden)).toContain("n'est plus à jour");
    const agent = world.who('agent').find(({ roles }) => roles.length === 1);
    const refused = await world.tap(agent?.id ?? '', { v: 'digest.show', wave: WAVE, milestone: 'J15' });
    expect(typed(refused)).toContain("n'est pas ouverte à votre rôle");
  });

  test('shows what was posted word for word, whatever the figures would say today', async () => {
    const world = await createWorld();
    await ordinaryWave(world);
    await world.go('2026-12-15');
    await world.go('2026-12-16');
    const [posted] = to(world, DIRECTION);
    const row = await stored(world, 'J15');
    const words = JSON.parse(row?.words ?? '{}');
    expect(words.long).toContain('J+15, Vague pilote');
    // As if another version of the program read the figures another way.
    const data: DigestData = JSON.parse(row?.data ?? '{}');
    const changed = JSON.stringify({ ...data, waveName: 'Autre nom', readOn: '2020-01-01' });
    await world.turn(({ tx }) => updateDigest(tx, WAVE, 'J15', { data: changed }));
    const again = await world.tell(idOf(world, 'leadership'), 'bilan J15');
    const lines = linesOfCard(again?.message.card?.body);
    expect(lines).toEqual(linesOfCard(posted?.card?.body));
  });

  test('is not shown a digest that was not posted yet', async () => {
    const world = await createWorld();
    await ordinaryWave(world);
    await world.go('2026-12-15');
    expect(typed(await world.tell(idOf(world, 'leadership'), 'bilan'))).toContain('Pas encore de bilan');
  });

  test('ici binds the channel, for a lead, in a channel', async () => {
    const world = await createWorld();
    const lead = idOf(world, 'lead');
    expect(typed(await world.tell(lead, 'bilan ici'))).toContain('pas dans cette discussion privée');
    const refused = typed(await world.tell(idOf(world, 'leadership'), 'bilan ici', DIRECTION));
    expect(refused).toContain("n'est pas ouverte à votre rôle");
    expect(typed(await world.tell(lead, 'bilan ici', DIRECTION))).toContain('Les bilans paraîtront ici');
    expect(await world.turn((turn) => leadershipAddresses(turn.tx))).toEqual([
      { channel: 'sandbox', address: DIRECTION },
    ]);
    expect(typed(await world.tell(lead, 'bilan demain'))).toContain('Écrivez « bilan »');
  });
});

test('each sample has the data its card is drawn from', async () => {
  const world = await createWorld();
  await ordinaryWave(world);
  await world.go('2027-02-26');
  const row = await stored(world, 'J90');
  expect(row?.status).toBe('previewed');
  const shapes = { digest: 'digest', 'digest-preview': 'digest-preview' } as const;
  for (const name of Object.values(shapes)) {
    const sample = JSON.parse(readFileSync(`cards/${name}.sample.json`, 'utf8'));
    const template = readFileSync(`cards/${name}.json`, 'utf8');
    const used = [...template.matchAll(/\$\{!?([a-zA-Z]+)\}/g)].map(([, key]) => key ?? '');
    const inner = ['label', 'text', 'line', 'advice', 'title', 'data'];
    for (const key of used.filter((one) => !inner.includes(one))) expect(sample, key).toHaveProperty(key);
  }
});

/** A week whose answers are still coming in. */
async function openCheckin(world: World, answered: number): Promise<void> {
  await world.turn(async ({ tx, programme }) => {
    const id = `checkin/${WAVE}/1`;
    await insertRound(tx, {
      id,
      kind: 'checkin',
      subject: 'checkin',
      wave: WAVE,
      number: 1,
      parent: null,
      status: 'open',
      opened_at: '2026-12-03T08:30:00Z',
      closes_at: '2026-12-14T23:00:00Z',
      salt: Buffer.alloc(32, 1),
      definition: JSON.stringify({ questions: [], thresholds: programme.thresholds }),
      launched_by: null,
      audience: '[]',
    });
    for (const { id: person } of programme.people.slice(0, 58)) {
      await tx.insertInto('round_person').values({ round_id: id, person_id: person, label: null }).execute();
    }
    for (let index = 0; index < answered; index++) {
      await saveSealed(tx, id, Buffer.from([index]), Buffer.from('sealed'));
    }
  });
}
