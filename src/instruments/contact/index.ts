import { z } from 'zod';
import { waveOf } from '../../domain/wave.ts';
import type { Drawing, Drawn, Instrument, ReplyMessage } from '../../engine/instrument.ts';
import type { Turn } from '../../engine/turn.ts';
import { noteContact, rolesToMeet } from '../../store/contact.ts';
import type { Person } from '../../store/person.ts';
import { contactData } from './card.ts';
import { contactPersonal } from './personal.ts';
import { meetings } from './planning.ts';
import { highest } from './roles.ts';

const paramsSchema = z.object({
  role: z.enum(['agent', 'champion', 'leadership', 'lead']),
  wave: z.string(),
});

/**
 * First contact: one card for each person and role, before anything else is asked of them. Somebody with several roles
 * gets the card of the highest, which covers the others; a role given later brings its own.
 */
export const contact: Instrument = {
  name: 'contact',
  personal: contactPersonal,
  occurrences: meetings,
  draw: { contact: drawContact },
  installed: greet,
};

async function drawContact(turn: Turn, { person, params }: Drawing): Promise<Drawn> {
  const { role, wave: id } = paramsSchema.parse(params);
  // Of a role lost meanwhile there is nothing to say.
  if (!person?.roles.includes(role)) return { skip: 'cancelled' };
  const wave = turn.programme.waves.find((candidate) => candidate.id === id) ?? null;
  return { data: contactData(turn, person, role, wave) };
}

/** Whoever installs the app is met there and then; null: they have had their card. */
async function greet(turn: Turn, person: Person): Promise<ReplyMessage | null> {
  const role = highest((await rolesToMeet(turn.tx, person.id)).get(person.id) ?? []);
  if (role === null) return null;
  await noteContact(turn.tx, person.id, person.roles, turn.today.toString());
  const wave = waveOf(turn.programme.waves, person.department, turn.today) ?? turn.programme.waves[0] ?? null;
  return { mode: 'message', template: 'contact', data: contactData(turn, person, role, wave) };
}
