import type { Role } from '../../domain/person.ts';

/** Whose card covers whose: the first of somebody's roles here is the one they are met in. */
const RANK = ['lead', 'leadership', 'champion', 'agent'] as const satisfies readonly Role[];

/** The highest of some roles; null of none. */
export function highest(roles: readonly Role[]): Role | null {
  return RANK.find((role) => roles.includes(role)) ?? null;
}

/** The other roles that somebody met in `role` has and that ask something of them. */
export function others(roles: readonly Role[], role: Role): Exclude<Role, 'agent'>[] {
  return RANK.filter((other) => other !== 'agent' && other !== role && roles.includes(other)).flatMap(
    (other) => (other === 'agent' ? [] : other),
  );
}
