import type { CommandName } from './command.ts';
import {
  type Act,
  type CommandAct,
  type Grant,
  PERMISSIONS,
  type Scope,
  type VerbName,
} from './permissions.ts';
import type { Role } from './person.ts';

/** From the narrowest: somebody with two roles has the wider of their scopes. */
const WIDTH: readonly Scope[] = ['self', 'invited', 'service', 'all'];

type Somebody = { roles: readonly Role[]; department: string };

/** How far somebody reaches with an act; null: not at all. Everybody is an agent. */
export function scopeOf({ roles }: Pick<Somebody, 'roles'>, act: Act): Scope | null {
  const { agent, ...others }: Grant = PERMISSIONS[act] ?? {};
  const held = [agent, ...roles.map((role) => (role === 'agent' ? agent : others[role]))];
  return WIDTH.findLast((scope) => held.includes(scope)) ?? null;
}

/** Whether somebody may do it at all; of what is another question. */
export function may(person: Pick<Somebody, 'roles'>, act: Act): boolean {
  return scopeOf(person, act) !== null;
}

/** Whether somebody may do it for a department: their own, or any. */
export function mayFor(person: Somebody, act: Act, department: string): boolean {
  const scope = scopeOf(person, act);
  return scope === 'all' || (scope === 'service' && person.department === department);
}

/** What somebody asks for who types a command: `cafe proposer`, when that has a line of its own, else `cafe`. */
export function actOf(name: CommandName, words: string): CommandAct {
  const act = `${name} ${words.split(' ')[0] ?? ''}`;
  return isCommandAct(act) ? act : name;
}

function isCommandAct(act: string): act is CommandAct {
  return Object.hasOwn(PERMISSIONS, act);
}

/** Whether a button's verb is one of ours. */
export function isVerb(name: string): name is VerbName {
  return name.includes('.') && Object.hasOwn(PERMISSIONS, name);
}
