import { z } from 'zod';
import { REFUSED } from '../../engine/course.ts';
import type { InForce } from '../../engine/in-force.ts';
import type { Drawing, Drawn, Instrument } from '../../engine/instrument.ts';
import { noticeData } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { getSetting } from '../../store/setting.ts';
import { cafesTold } from './cafes.ts';
import { peopleTold } from './people.ts';
import { settingsTold } from './settings.ts';
import { surveysTold } from './surveys.ts';
import { mementoTold, useCasesTold } from './texts.ts';
import type { Told } from './told.ts';

/** Tells the leads what a change of the programme folder changes, what is planned already, or why it is refused. */
export const programme: Instrument = {
  name: 'programme',
  draw: { 'programme-changed': drawChanged, 'programme-refused': drawRefused },
  programmeChanged: changesOf,
};

const FILES: readonly ((turn: Turn, before: InForce) => Promise<Told>)[] = [
  settingsTold,
  peopleTold,
  mementoTold,
  surveysTold,
  useCasesTold,
  cafesTold,
];

/** One line for each file that says something else, then what becomes of what is planned. */
async function changesOf(turn: Turn, before: InForce): Promise<string[]> {
  const told: Told[] = [];
  for (const file of FILES) told.push(await file(turn, before));
  const changed = told.filter(({ what }) => what.length > 0);
  const lines = changed.map(({ file, what }) => text('programme.line', { file, what: what.join(', ') }));
  const planned = changed.flatMap((one) => one.planned);
  if (changed.some(({ file }) => file !== 'agents.csv')) planned.push(text('programme.planned.outbox'));
  return [...lines, ...planned];
}

const changedSchema = z.object({ lines: z.array(z.string()) });

async function drawChanged(_turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { lines } = changedSchema.parse(params);
  return { card: 'notice', data: noticeData(text('programme.changed.title'), lines) };
}

const refusedSchema = z.object({ print: z.string(), problems: z.array(z.string()), more: z.number() });

/** Not when the folder was put right, or written otherwise, before the message could leave. */
async function drawRefused(turn: Turn, { params, shown }: Drawing): Promise<Drawn> {
  const { print, problems, more } = refusedSchema.parse(params);
  if (!shown && (await getSetting(turn.tx, REFUSED)) !== print) return { skip: 'cancelled' };
  const lines = [text('programme.refused.body'), ...problems];
  if (more > 0) lines.push(text('programme.refused.more', { count: more }));
  return { card: 'notice', data: noticeData(text('programme.refused.title'), lines) };
}
