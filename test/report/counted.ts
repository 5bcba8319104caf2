import { DEPARTMENT, type Said, type Season } from './known-season.ts';

/** All that was said in a round; in a block, in both of its weeks. */
export function answersOf({ said }: Season, round: string): [person: string, Said][] {
  const [kind, wave, number] = round.split('/');
  const weeks = [2 * Number(number) - 1, 2 * Number(number)].map((week) => `checkin/${wave}/${week}`);
  return (kind === 'block' ? weeks : [round]).flatMap((one) => [...(said.get(one) ?? [])]);
}

/** Whether somebody is of what a line is about: a service, those shown together beside the ones shown alone, or all. */
export function isOf(service: string, alone: ReadonlySet<string>): (person: string) => boolean {
  const own = (person: string) => DEPARTMENT.get(person) ?? '';
  if (service === 'ensemble') return () => true;
  return (person) => (service === 'services regroupés' ? !alone.has(own(person)) : own(person) === service);
}

/** Distinct people. */
export function people(answers: [string, Said][]): number {
  return new Set(answers.map(([person]) => person)).size;
}

/** Distinct people who declared a use in one week or the other. */
export function users(answers: [string, Said][]): number {
  return people(answers.filter(([, { time }]) => time !== 'unused'));
}

/** How often each answer was given. */
export function tally(values: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) if (value !== undefined) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

export function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** Without the choices that nobody took. */
export function shown(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
