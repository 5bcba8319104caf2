import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ruleText, wordsOf } from '../../domain/memento.ts';
import { isPaused, type WaveDefinition, weekOn } from '../../domain/wave.ts';
import { type Drawing, type Drawn, NOT_YET, type Occurrence } from '../../engine/instrument.ts';
import { noticeData } from '../../engine/notice.ts';
import { BY_HAND } from '../../engine/plan.ts';
import { peopleOfWave } from '../../engine/reach.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listAcknowledged } from '../../store/acknowledgement.ts';
import { listMementoVersions, saveMementoVersion, versionsSaying } from '../../store/memento-version.ts';
import { doneOccurrences } from '../../store/occurrence.ts';
import { listPeople } from '../../store/person.ts';
import { mementoData } from './card.ts';

const paramsSchema = z.object({ version: z.string() });

/** Days during which the news of a version are worth sending. */
const NEWS_DAYS = 14;

/** Each version is noticed once by every wave that runs; rules that change without one, once by the lead. */
export async function versions(turn: Turn, wave: WaveDefinition): Promise<Occurrence[]> {
  const { memento, waves } = turn.programme;
  const noticed: Occurrence[] = [];
  if (weekOn(wave, turn.today) !== null && !isPaused(wave)) {
    const key = `memento/${wave.id}/${memento.version}`;
    noticed.push({ key, at: turn.now, run: (inner) => announce(inner, wave, memento.version) });
  }
  if (wave === waves[0] && (await hasDrifted(turn))) {
    const words = wordsOf(memento.rules.map(ruleText));
    const hash = createHash('sha256').update(words).digest('hex').slice(0, 8);
    const key = `rules/${wave.id}/${memento.version}/${hash}`;
    noticed.push({ key, at: turn.now, evenIf: 'ended', run: (inner) => tellLeads(inner, key) });
  }
  return noticed;
}

/** The first version a wave meets is its welcome's: nobody is asked twice. Nor is anybody when no rule has changed. */
async function announce(turn: Turn, wave: WaveDefinition, version: string): Promise<unknown> {
  const { memento } = turn.programme;
  // Replaced in between: the other one is noticed in its turn.
  if (memento.version !== version) return NOT_YET;
  const campaign = `memento/${wave.id}/${version}`;
  const known = [...(await doneOccurrences(turn.tx))].filter(
    (key) => key !== campaign && key.startsWith(`memento/${wave.id}/`),
  );
  await saveMementoVersion(turn.tx, memento, turn.today.toString());
  const same = await versionsSaying(turn.tx, memento);
  const met = new Set(known.map((key) => key.slice(`memento/${wave.id}/`.length)));
  if (met.size === 0 || same.some((one) => met.has(one))) return null;
  const readers = new Set(await listAcknowledged(turn.tx, same));
  return turn.plan({
    campaign,
    template: 'memento-changed',
    params: { version },
    to: (await peopleOfWave(turn, wave)).filter(({ id }) => !readers.has(id)),
    at: turn.now,
    until: turn.now.add({ hours: 24 * NEWS_DAYS }),
    priority: BY_HAND,
  });
}

/** Not to somebody who has read it since, nor of a version that another one has followed since. */
export async function drawChanged(turn: Turn, { person, params }: Drawing): Promise<Drawn> {
  if (!person || paramsSchema.parse(params).version !== turn.programme.memento.version)
    return { skip: 'cancelled' };
  const data = await mementoData(turn, person);
  return data.acknowledged ? { skip: 'already_answered' } : { card: 'memento', data };
}

/** Whether the rules are no more those that this version was first seen with. */
async function hasDrifted(turn: Turn): Promise<boolean> {
  const { version, rules } = turn.programme.memento;
  const seen = (await listMementoVersions(turn.tx)).find((known) => known.version === version);
  return seen !== undefined && wordsOf(seen.rules) !== wordsOf(rules.map(ruleText));
}

async function tellLeads(turn: Turn, campaign: string): Promise<void> {
  await turn.plan({
    campaign,
    template: 'memento-unversioned',
    params: { version: turn.programme.memento.version },
    to: (await listPeople(turn.tx)).filter(({ roles }) => roles.includes('lead')),
    at: turn.now,
    until: turn.now.add({ hours: 24 * NEWS_DAYS }),
    solicited: true,
    priority: 3,
  });
}

export async function drawUnversioned(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { version } = paramsSchema.parse(params);
  if (turn.programme.memento.version !== version || !(await hasDrifted(turn))) return { skip: 'cancelled' };
  const lines = [
    text('memento.unversioned.what', { version }),
    text('memento.unversioned.do'),
    text('memento.unversioned.typo'),
  ];
  return { card: 'notice', data: noticeData(text('memento.unversioned.title'), lines) };
}
