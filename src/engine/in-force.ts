import type { Calendar } from '../domain/calendar.ts';
import type { Programme } from '../domain/programme.ts';

/** The programme that turns work with, and when its organisation works. */
export type InForce = { programme: Programme; calendar: Calendar };
