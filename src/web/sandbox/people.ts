import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import type { Role } from '../../domain/person.ts';
import type { Engine } from '../../engine/engine.ts';
import { type Route, routesOf } from '../../engine/reach.ts';
import {
  findPerson,
  listEverybody,
  type Person,
  saveAddress,
  setLeft,
  setPause,
} from '../../store/person.ts';

const STATES = ['active', 'paused', 'notInstalled', 'blocked', 'left'] as const;
type State = (typeof STATES)[number];

export type PersonView = { id: string; name: string; department: string; roles: Role[]; state: State };

/** Far enough: paused until somebody changes it. */
const FOREVER = '9999-12-31';

export async function listPeopleViews(engine: Engine): Promise<PersonView[]> {
  return engine.inTurn(async (turn) => {
    const people = await listEverybody(turn.tx);
    const routes = await routesOf(turn, people);
    return people.map((person) => viewOf(person, routes.get(person.id)));
  });
}

function viewOf(person: Person, route: Route | undefined): PersonView {
  const { id, name, department, roles } = person;
  return { id, name, department, roles, state: stateOf(route) };
}

function stateOf(route: Route | undefined): State {
  if (!route || 'channel' in route) return 'active';
  if (route.reason === 'left' || route.reason === 'paused') return route.reason;
  return route.reason === 'blocked' || route.reason === 'disabled_by_admin' ? 'blocked' : 'notInstalled';
}

const changeSchema = z.object({ state: z.enum(STATES) });

/** Puts somebody in a state, as an event of a platform would. */
export async function changeState(engine: Engine, id: string, body: unknown): Promise<PersonView> {
  const { state } = changeSchema.parse(body);
  return engine.inTurn(async (turn) => {
    const person = await findPerson(turn.tx, id);
    if (!person) throw new Refusal('unknown_person');
    await setLeft(turn.tx, id, state === 'left' ? turn.today.toString() : null);
    await setPause(turn.tx, id, state === 'paused' ? FOREVER : null);
    const address = state === 'blocked' ? 'blocked' : state === 'notInstalled' ? 'not_installed' : 'ok';
    await saveAddress(turn.tx, { personId: id, channel: 'sandbox', address: id, state: address });
    const now = await findPerson(turn.tx, id);
    return viewOf(now ?? person, (await routesOf(turn, now ? [now] : [])).get(id));
  });
}
