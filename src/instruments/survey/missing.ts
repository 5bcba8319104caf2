import { routesOf } from '../../engine/reach.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';

/** Names a line holds. */
const NAMES = 12;

/** What a lead can mend, and so may know by name; the rest is the person's own choice and only counted. */
const MENDABLE = ['no_channel', 'not_installed', 'disabled_by_admin'] as const;
const CHOSEN = ['blocked', 'paused'] as const;

/** Who of these people cannot be reached, by reason: counts, and names for a lead. Nothing when all can be. */
export async function missingLines(turn: Turn, people: Person[], withNames: boolean): Promise<string[]> {
  const routes = await routesOf(turn, people);
  const because = (reason: string) =>
    people.filter(({ id }) => {
      const route = routes.get(id);
      return route !== undefined && 'reason' in route && route.reason === reason;
    });
  const lines = MENDABLE.flatMap((reason) => {
    const found = because(reason);
    if (found.length === 0) return [];
    const count = text(`survey.missing.${reason}`, { count: found.length });
    return [withNames ? text('survey.missing.names', { count, names: namesOf(found) }) : count];
  });
  const count = CHOSEN.flatMap(because).length;
  return count > 0 ? [...lines, text('survey.missing.chosen', { count })] : lines;
}

function namesOf(people: readonly Person[]): string {
  const names = people.map(({ name }) => name).sort((one, other) => one.localeCompare(other, 'fr'));
  const more = names.length - NAMES;
  const shown = names.slice(0, NAMES).join(', ');
  return more > 0 ? text('survey.missing.more', { names: shown, count: more }) : shown;
}
