import { Temporal } from 'temporal-polyfill';
import { dueOn, MILESTONES } from '../../domain/milestone.ts';
import type { Role } from '../../domain/person.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import { frenchDay } from '../../engine/dates.ts';
import type { CardData } from '../../engine/instrument.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { others } from './roles.ts';

type Section = { title: string; text: string };

/** What somebody is told first, in a role: what this is, how much of their time, who sees what, how to pause. */
export function contactData(turn: Turn, person: Person, role: Role, wave: WaveDefinition | null): CardData {
  const { thresholds, rhythm } = turn.programme;
  return {
    title: text(`contact.title.${role}`, { name: person.name }),
    sections: [
      section('what', text('contact.what', { when: when(turn, wave) })),
      ...(role === 'agent' ? [] : [section(role, ownPart(turn, role, wave))]),
      ...others(person.roles, role).map((other) => section(other, text(`contact.also.${other}`))),
      section('time', text('contact.time', { cap: rhythm.weeklyCap })),
      section('seen', text('contact.seen', { figure: thresholds.figure })),
      section('pause', text('contact.pause')),
    ],
    link: turn.publicUrl === null ? '' : `${turn.publicUrl}/confidentialite`,
  };
}

function section(name: Exclude<Role, 'agent'> | 'what' | 'time' | 'seen' | 'pause', words: string): Section {
  return { title: text(`contact.section.${name}`), text: words };
}

/** When their wave starts or started; nothing for whoever is in none. */
function when(turn: Turn, wave: WaveDefinition | null): string {
  if (!wave) return '';
  const launch = frenchDay(Temporal.PlainDate.from(wave.launchDate));
  return text(isAhead(turn, wave) ? 'contact.when.ahead' : 'contact.when.running', { launch });
}

/** What is expected of somebody in a role. */
function ownPart(turn: Turn, role: Exclude<Role, 'agent'>, wave: WaveDefinition | null): string {
  if (role === 'champion') return text('contact.champion');
  const launch = wave ? Temporal.PlainDate.from(wave.launchDate) : null;
  if (role === 'lead') {
    if (!launch || !wave || !isAhead(turn, wave)) return text('contact.lead.running');
    return text('contact.lead.ahead', { launch: frenchDay(launch) });
  }
  if (!launch) return text('contact.leadership');
  const [first, second, last] = MILESTONES.map((milestone) =>
    frenchDay(dueOn(turn.calendar, launch, milestone)),
  );
  return text('contact.leadership.dated', { first, second, last });
}

function isAhead(turn: Turn, wave: WaveDefinition): boolean {
  return turn.today.toString() < wave.launchDate;
}
