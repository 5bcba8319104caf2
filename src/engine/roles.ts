import type { Role } from '../domain/person.ts';

/** Whether somebody may use what is open to `roles`. Everybody is an agent. */
export function mayUse(person: { roles: readonly Role[] }, roles: readonly Role[] | undefined): boolean {
  return !roles || roles.includes('agent') || roles.some((role) => person.roles.includes(role));
}
