import type { SurveyTarget } from '../../domain/custom-survey.ts';
import { Refusal } from '../../domain/errors.ts';
import { mayFor, scopeOf } from '../../domain/may.ts';
import { hasEnded, type WaveDefinition, waveOf } from '../../domain/wave.ts';
import { peopleOfWave, reachable } from '../../engine/reach.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople, type Person } from '../../store/person.ts';

/** The target that is no service: all of them, for a lead. */
export const EVERYBODY = '*';
const WAVE = 'vague:';
const ROLE = 'role:';
const ROLES = ['champion', 'leadership', 'lead'] as const;

/** A target as a button or a choice carries it: a service's name, `*`, `vague:<id>` or `role:<role>`. */
export function codeOf(target: SurveyTarget): string {
  if (target.kind === 'everybody') return EVERYBODY;
  if (target.kind === 'service') return target.department;
  return target.kind === 'wave' ? `${WAVE}${target.wave}` : `${ROLE}${target.role}`;
}

/** A code that names nothing of this programme is read as a service: nobody is in it. */
export function targetOfCode(code: string): SurveyTarget {
  if (code === EVERYBODY) return { kind: 'everybody' };
  if (code.startsWith(WAVE)) return { kind: 'wave', wave: code.slice(WAVE.length) };
  const role = ROLES.find((one) => code === `${ROLE}${one}`);
  return role ? { kind: 'role', role } : { kind: 'service', department: code };
}

/** In words: « toute la collectivité », a service, a wave, « les référents IA ». */
export function targetName({ programme }: Pick<Turn, 'programme'>, target: SurveyTarget): string {
  if (target.kind === 'wave')
    return programme.waves.find(({ id }) => id === target.wave)?.name ?? target.wave;
  return nameOf(codeOf(target));
}

/** The same of what a round keeps of its target: a service, everybody, or a role. */
export function nameOf(department: string): string {
  const target = targetOfCode(department);
  if (target.kind === 'role') return text(`survey.role.${target.role}`);
  return department === EVERYBODY ? text('survey.everybody') : department;
}

/** The services a round of it asks, as the round keeps them; none: all. */
export function audienceFor({ programme }: Pick<Turn, 'programme'>, target: SurveyTarget): string[] {
  if (target.kind !== 'wave') return [codeOf(target)];
  return programme.waves.find(({ id }) => id === target.wave)?.departments ?? [];
}

/** A champion asks their own service; a lead any, and what is wider than one. */
export function mayLaunchFor(person: Person, department: string): boolean {
  return mayTarget(person, targetOfCode(department));
}

export function mayTarget(person: Person, target: SurveyTarget): boolean {
  if (target.kind === 'service') return mayFor(person, 'survey.launch', target.department);
  return scopeOf(person, 'survey.launch') === 'all';
}

/** The people of a target, and those of them a card can be sent to. */
export async function targetOf(
  turn: Turn,
  department: string,
): Promise<{ people: Person[]; invited: Person[] }> {
  return peopleOf(turn, targetOfCode(department));
}

export async function peopleOf(
  turn: Turn,
  target: SurveyTarget,
): Promise<{ people: Person[]; invited: Person[] }> {
  const people = await members(turn, target);
  return { people, invited: await reachable(turn, people) };
}

async function members(turn: Turn, target: SurveyTarget): Promise<Person[]> {
  if (target.kind === 'wave') {
    const wave = turn.programme.waves.find(({ id }) => id === target.wave);
    if (!wave) throw new Refusal('bad_input');
    return peopleOfWave(turn, wave);
  }
  return (await listPeople(turn.tx)).filter(({ department, roles }) => {
    if (target.kind === 'service') return department === target.department;
    return target.kind === 'everybody' || roles.includes(target.role);
  });
}

/** The wave whose pauses and end a launch follows: a service's own, else the first one that has not ended. */
export function waveFor(turn: Turn, target: SurveyTarget): WaveDefinition | null {
  const { waves } = turn.programme;
  if (target.kind === 'wave') return waves.find(({ id }) => id === target.wave) ?? null;
  const own = target.kind === 'service' ? waveOf(waves, target.department, turn.today) : null;
  return own ?? waves.find((wave) => !hasEnded(wave)) ?? waves[0] ?? null;
}
