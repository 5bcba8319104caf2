import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { localDate } from '../../domain/calendar.ts';
import { overOn, type WaveDefinition } from '../../domain/wave.ts';
import { frenchDay } from '../../engine/dates.ts';
import type { Drawing, Drawn, Occurrence } from '../../engine/instrument.ts';
import { noticeData } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listDecisions } from '../../store/decision.ts';
import { doneOccurrences } from '../../store/occurrence.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { refreshSent } from '../../store/refresh.ts';
import type { Decision } from '../../store/schema.ts';
import { listPrepared, type PreparedWave } from '../../store/wave.ts';
import { prepareDraft } from './draft.ts';
import { tellLeads } from './leads.ts';
import { findWave } from './named.ts';
import { canProlong, longDay } from './overview.ts';

/** Days during which a decision is still acted upon, after a long stop. */
const DAYS = 30;
/** Names a line holds of those who have not said anything yet. */
const NAMES = 3;

type Said = { person: Person; decision: Decision; at: string };

/**
 * What follows the leadership's word at J+90: « extend » prepares a draft for the leads, « maintain » asks them whether
 * the wave goes on past its weeks; words that differ are told to them, and prepare nothing. Once per set of words, of
 * which the key holds a hash; each word shows again what the leads were sent of it, hence its instant in the key.
 */
export async function decisionOccurrences(turn: Turn, wave: WaveDefinition): Promise<Occurrence[]> {
  const said = await wordsOf(turn, wave);
  const last = said.at(-1);
  if (!last) return [];
  if (isAgreed(said, 'pivot') && (await draftsOf(turn, wave)).length === 0) return [];
  const at = Temporal.Instant.from(last.at);
  const set = hashOf(said);
  const key = `${keyOf(wave)}${set}/${at.epochMilliseconds}`;
  return [
    {
      key,
      at,
      until: at.add({ hours: 24 * DAYS }),
      evenIf: 'ended',
      run: (inner) => follow(inner, wave, { key, set }),
    },
  ];
}

function keyOf({ id }: WaveDefinition): string {
  return `extend/${id}/`;
}

async function follow(
  turn: Turn,
  wave: WaveDefinition,
  { key, set }: { key: string; set: string },
): Promise<void> {
  const said = await wordsOf(turn, wave);
  const drafts = await draftsOf(turn, wave);
  const before = [...(await doneOccurrences(turn.tx))].filter(
    (one) => one !== key && one.startsWith(keyOf(wave)),
  );
  const sets = new Set(before.map((one) => one.slice(keyOf(wave).length).split('/')[0] ?? ''));
  for (const draft of drafts) await refreshSent(turn.tx, draftCampaign(draft));
  for (const one of sets) await refreshSent(turn.tx, `wave/${wave.id}/differ/${one}`);
  if (sets.has(set)) return;
  if (isAgreed(said, 'extend')) {
    // One wave an extension: a further one is for a lead to ask for.
    if (drafts.some(({ status }) => status === 'confirmed')) return;
    const draft = await prepareDraft(turn, wave);
    const params = { draft: draft.id };
    await tellLeads(turn, { campaign: draftCampaign(draft), template: 'wave-draft', params });
  } else if (isAgreed(said, 'maintain')) {
    const params = { wave: wave.id };
    await tellLeads(turn, { campaign: `wave/${wave.id}/maintain/${set}`, template: 'wave-maintain', params });
  } else if (isSplit(said)) {
    const params = { wave: wave.id, set };
    await tellLeads(turn, { campaign: `wave/${wave.id}/differ/${set}`, template: 'wave-differ', params });
  }
}

const aboutSchema = z.object({ wave: z.string() });

/** « Maintain » : everything would stop with the last week, unless a lead prolongs the wave. */
export async function drawMaintain(turn: Turn, { params, shown }: Drawing): Promise<Drawn> {
  const wave = findWave(turn, aboutSchema.parse(params).wave);
  if (!wave) return { skip: 'cancelled' };
  const may = canProlong(turn, wave);
  if (!may && !shown) return { skip: 'cancelled' };
  const over = longDay(overOn(wave).toString());
  const lines = [text('wave.maintain.said', { wave: wave.name }), text('wave.maintain.over', { over })];
  const prolong = {
    title: text('wave.button.prolong'),
    data: { v: 'wave.act', wave: wave.id, act: 'prolong' },
  };
  return { card: 'notice', data: noticeData(text('wave.maintain.title'), lines, may ? [prolong] : []) };
}

/** Both words by name, and what a lead can do. Not sent once they agree again. */
export async function drawDiffer(turn: Turn, { params, shown }: Drawing): Promise<Drawn> {
  const wave = findWave(turn, aboutSchema.parse(params).wave);
  if (!wave) return { skip: 'cancelled' };
  const said = await wordsOf(turn, wave);
  if (!shown && !isSplit(said)) return { skip: 'cancelled' };
  const lines = [
    text('wave.differ.about', { wave: wave.name }),
    ...said.map((one) => saidLine(turn, one)),
    isSplit(said) ? await preparedLine(turn, wave) : text('wave.differ.agreed'),
    text('wave.differ.talk'),
  ];
  const actions = [{ title: text('wave.differ.anyway'), data: { v: 'wave.new', wave: wave.id } }];
  return {
    card: 'notice',
    data: noticeData(text('wave.differ.title', { count: kinds(said) }), lines, actions),
  };
}

/** Why a draft is there, in a line: what the leadership says today. */
export async function decisionLine(turn: Turn, wave: WaveDefinition): Promise<string> {
  const said = await wordsOf(turn, wave);
  if (isAgreed(said, 'extend')) return extendLine(turn, wave, said);
  const list = said.map((one) => saidLine(turn, one)).join('\u00a0; ');
  const line = text('wave.draft.otherwise', { wave: wave.name, list });
  return isSplit(said) ? `${line} ${text('wave.draft.wait')}` : line;
}

/** In the name of the whole leadership only once all of it has spoken. */
async function extendLine(turn: Turn, wave: WaveDefinition, said: readonly Said[]): Promise<string> {
  const spoken = new Set(said.map(({ person }) => person.id));
  const silent = (await leadership(turn)).filter(({ id }) => !spoken.has(id)).map(({ name }) => name);
  if (silent.length === 0) return text('wave.draft.extend', { wave: wave.name });
  const values = { count: said.length, who: listOf(said.map(({ person }) => person.name)), wave: wave.name };
  const rest = {
    count: silent.length,
    who: listOf(silent.slice(0, NAMES)),
    more: Math.max(0, silent.length - NAMES),
  };
  return `${text('wave.draft.extend_named', values)} ${text('wave.draft.silent', rest)}`;
}

/** What stands ready while words differ: a draft that must wait, a wave that is confirmed already, or nothing. */
async function preparedLine(turn: Turn, wave: WaveDefinition): Promise<string> {
  const drafts = await draftsOf(turn, wave);
  const confirmed = drafts.find(({ status }) => status === 'confirmed');
  if (confirmed) return text('wave.differ.confirmed', { wave: confirmed.name });
  return text(drafts.some(({ status }) => status === 'draft') ? 'wave.differ.draft' : 'wave.differ.nothing');
}

/** What was prepared from a wave, whatever became of it. */
export async function draftsOf(turn: Turn, wave: Pick<WaveDefinition, 'id'>): Promise<PreparedWave[]> {
  return (await listPrepared(turn.tx)).filter(({ source }) => source === wave.id);
}

/** The campaign that shows the leads a draft. */
export function draftCampaign({ id, source }: Pick<PreparedWave, 'id' | 'source'>): string {
  return `wave/${source ?? ''}/draft/${id}`;
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat('fr').format(names);
}

function saidLine(turn: Turn, { person, decision, at }: Said): string {
  return text('wave.differ.said', {
    who: person.name,
    decision: text(`digest.decision.${decision}`),
    on: frenchDay(localDate(turn.calendar, Temporal.Instant.from(at)), true),
  });
}

/** The last word of each of the leadership who is still there, the oldest first. */
async function wordsOf(turn: Turn, wave: WaveDefinition): Promise<Said[]> {
  const taken = await listDecisions(turn.tx, wave.id);
  if (taken.length === 0) return [];
  const leaders = new Map((await leadership(turn)).map((person) => [person.id, person]));
  return taken.flatMap(({ person_id, decision, at }) => {
    const person = leaders.get(person_id);
    return person ? [{ person, decision, at }] : [];
  });
}

async function leadership(turn: Turn): Promise<Person[]> {
  return (await listPeople(turn.tx)).filter(({ roles }) => roles.includes('leadership'));
}

function kinds(said: readonly Said[]): number {
  return new Set(said.map(({ decision }) => decision)).size;
}

function isSplit(said: readonly Said[]): boolean {
  return kinds(said) > 1;
}

function isAgreed(said: readonly Said[], decision: Decision): boolean {
  return said.length > 0 && said.every((one) => one.decision === decision);
}

function hashOf(said: readonly Said[]): string {
  const words = said.map(({ person, decision }) => `${person.id} ${decision}`).sort();
  return createHash('sha256').update(words.join('\n')).digest('hex').slice(0, 16);
}
