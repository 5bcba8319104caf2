import type { Instrument } from '../engine/instrument.ts';
import { cafe } from './cafe/index.ts';
import { checkin } from './checkin/index.ts';
import { contact } from './contact/index.ts';
import { credentials } from './credentials/index.ts';
import { createDigest } from './digest/index.ts';
import { help } from './help/index.ts';
import { memento } from './memento/index.ts';
import { pause } from './pause/index.ts';
import { programme } from './programme/index.ts';
import { createRights } from './rights/index.ts';
import { survey } from './survey/index.ts';
import { createWave } from './wave/index.ts';
import { createWeekly } from './weekly/index.ts';

/** What the weekly card is composed of, the most useful first. */
const weeklyParts = [checkin, survey, cafe, memento];

const instrumentsButWave: readonly Instrument[] = [
  ...weeklyParts,
  createWeekly(weeklyParts),
  contact,
  credentials,
  help,
  pause,
  programme,
  createDigest(),
];

const instrumentsButRights: readonly Instrument[] = [...instrumentsButWave, createWave(instrumentsButWave)];

/** The programme's instruments: a new one is a folder and a line here. */
export const instruments: readonly Instrument[] = [
  ...instrumentsButRights,
  createRights(instrumentsButRights),
];
