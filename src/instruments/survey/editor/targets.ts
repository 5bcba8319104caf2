import type { SurveyTarget } from '../../../domain/custom-survey.ts';
import { scopeOf } from '../../../domain/may.ts';
import { hasEnded } from '../../../domain/wave.ts';
import type { Turn } from '../../../engine/turn.ts';
import { listPeople, type Person } from '../../../store/person.ts';

const ROLES = ['champion', 'leadership', 'lead'] as const;

/** What somebody may ask: a champion their own service; a lead everybody, a wave, a role or any service. */
export async function targetsFor(turn: Turn, person: Person): Promise<SurveyTarget[]> {
  if (scopeOf(person, 'survey.launch') !== 'all') return [{ kind: 'service', department: person.department }];
  const departments = new Set((await listPeople(turn.tx)).map(({ department }) => department));
  const waves = turn.programme.waves.filter((wave) => !hasEnded(wave));
  return [
    { kind: 'everybody' },
    ...waves.map(({ id }) => ({ kind: 'wave', wave: id }) as const),
    ...ROLES.map((role) => ({ kind: 'role', role }) as const),
    ...[...departments]
      .sort((a, b) => a.localeCompare(b, 'fr'))
      .map((department) => ({ kind: 'service', department }) as const),
  ];
}
