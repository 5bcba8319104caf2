import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Card } from '../../src/channels/channel.ts';
import { renderCard, templateNames } from '../../src/engine/render.ts';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';

/** A card as somebody is shown it. */
export type Shown = { name: string; text: string; card: Card };

/** Every template filled with each of the samples beside it, as designers see it. */
export function samples(): Shown[] {
  const folder = new URL('../../cards/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.sample.json'));
  for (const name of templateNames()) expect(files).toContain(`${name}.sample.json`);
  return files.map((file) => {
    const name = file.slice(0, -'.sample.json'.length);
    const sample = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    const { text, card } = renderCard(name.split('.')[0] ?? '', sample, 'an-outbox-id');
    if (!card) throw new Error(`${name} is empty`);
    return { name: `${name} (sample)`, text, card };
  });
}

const people = [
  ...staff('Services techniques', 12),
  { id: 'ref', department: 'Services techniques', roles: 'referent' },
  { id: 'dgs', department: 'Direction générale', roles: 'direction' },
  { id: 'pil', department: 'Direction générale', roles: 'pilote' },
];

/** Every card that a wave shows, from the baseline to the decision, to answer and answered, and those of commands. */
export async function wholeWave(): Promise<Shown[]> {
  const program = await startProgram({ people });
  const shown = new Map<string, Shown>();
  const show = (name: string, { text, card }: { text: string; card: Card | null }) => {
    if (card) shown.set(JSON.stringify(card), { name: `${name}: ${text}`, text, card });
  };
  const look = async () => {
    for (const id of ['p01', 'ref', 'dgs', 'pil'])
      for (const message of await program.messages(id)) show(id, message);
    for (const message of await program.channel()) show('direction', message);
  };
  const everybody = async (verb: string, data: Record<string, unknown>) => {
    for (const { id } of people.slice(1)) await program.act(id, verb, data);
  };
  const survey = async (id: string, data: Record<string, unknown>) => {
    await everybody('survey.answer', { round: id, ...data });
    const mine = await program.act('p01', 'survey.answer', { round: id, ...data });
    if (mine) show('p01', mine.message);
    await look();
  };
  const week = async (time: string) => {
    await everybody('checkin.answer', { time });
    await everybody('checkin.details', { useCase: 'courriels', tool: 'assistant', blocker: 'time' });
    await program.tap('p01', 'checkin.answer', { time: 'lost' });
    await look();
    await program.tap('p01', 'cafe.rsvp', { session: 'demystifier', response: 'yes' }).catch(() => null);
  };

  await program.travel('2026-11-17T09:30');
  await look();
  await survey('survey/pilote/etat-des-lieux/1', {
    q_usage: 'jour',
    q_heures_repetitives: 'h2a5',
    q_irritant_1: 'saisie',
  });
  await program.travel('2026-12-01T09:00');
  await look();
  await program.tap('p01', 'memento.acknowledge');
  for (const day of ['03', '10', '17']) {
    await program.travel(`2026-12-${day}T10:00`);
    await look();
    await week(day === '10' ? 'h2to4' : 'unused');
  }
  for (const line of ['aide', 'cafe', 'pause', 'reprendre', 'memento', '1 h', 'merci'])
    show('p01', await program.say('p01', line));
  for (const word of ['', ' statut', ' clore', ' resultats', ' autre'])
    show('ref', await program.say('ref', `sondage${word}`));
  for (const word of [
    '',
    ' liste',
    ' presence',
    ' message',
    ' message Apportez un exemple.',
    ' saison',
    ' questions',
    ' proposer',
    ' deplacer',
    ' annuler',
    ' retours',
  ])
    show('ref', await program.say('ref', `cafe${word}`));
  await program.travel('2026-12-21T10:00');
  await survey('survey/pilote/satisfaction/1', { q_facilite: '4', q_recommande: '2' });
  await program.travel('2027-02-22T10:00');
  await survey('survey/pilote/satisfaction/2', { q_facilite: '2' });
  await program.travel('2027-03-02T09:00');
  await look();
  show('dgs', await program.say('dgs', 'bilan'));
  return [...shown.values()];
}

/** Every object of a card, wherever it is. */
export function nodesOf(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  const node = Object.fromEntries(Object.entries(value));
  return [node, ...Object.values(node).flatMap(nodesOf)];
}
