import type { Role } from '../../domain/person.ts';
import type { Programme } from '../../domain/programme.ts';
import { canBeMet } from '../people/compare.ts';
import { type Finding, finding } from './finding.ts';

/** Who is missing: a lead, the leadership, a champion in each service of a wave, somebody in each wave. */
export function checkPeople({ people, waves, thresholds }: Programme): Finding[] {
  const findings: Finding[] = [];
  const holders = (role: Role) => people.filter(({ roles }) => roles.includes(role));
  if (holders('lead').length === 0) findings.push(finding('people', 'todo', 'no_lead'));
  if (holders('leadership').length === 0) findings.push(finding('people', 'todo', 'no_leadership'));
  const covered = new Set(holders('champion').map(({ department }) => department));
  const everywhere = waves.some(({ departments }) => departments.length === 0);
  const served = new Set(
    everywhere ? people.map(({ department }) => department) : waves.flatMap(({ departments }) => departments),
  );
  const alone = [...served].filter((department) => !covered.has(department)).sort();
  if (alone.length > 0)
    findings.push(finding('people', 'note', 'no_champion', { services: alone.join(', ') }));
  for (const { id, departments } of waves) {
    const count =
      departments.length === 0
        ? people.length
        : people.filter(({ department }) => departments.includes(department)).length;
    if (count === 0) findings.push(finding('people', 'todo', 'empty_wave', { wave: id }));
    else if (count < thresholds.group) {
      findings.push(finding('people', 'todo', 'small_wave', { wave: id, count, group: thresholds.group }));
    }
  }
  const silent = people.filter((person) => !canBeMet(person)).map(({ id }) => id);
  if (silent.length > 0) {
    findings.push(finding('people', 'note', 'no_channel', { count: silent.length, people: first(silent) }));
  }
  return findings;
}

/** Enough ids to start with. */
function first(ids: readonly string[]): string {
  return ids.length > 10 ? `${ids.slice(0, 10).join(', ')}…` : ids.join(', ');
}
