import type { Places } from '../../config.ts';
import { StartupError } from '../../domain/errors.ts';
import type { Fixed } from '../../domain/fixed.ts';
import type { Programme } from '../../domain/programme.ts';
import { fixedAt } from '../../engine/course.ts';
import { loadProgramme } from '../../programme/load.ts';
import type { DatabaseHealth } from '../../store/health.ts';
import { isLocked } from '../../store/patience.ts';
import { currentTime, inStore } from '../database.ts';
import { type Finding, finding } from './finding.ts';

/** The folder as the service would read it, a start or a change; every mistake with its line and what to write. */
export async function readFolder(
  places: Places,
  health: DatabaseHealth | null,
): Promise<{ programme: Programme | null; problems: Finding[] }> {
  const folder = places.programme;
  const known = health?.state === 'ours' ? await readFixed(places, health) : null;
  const fixed = known === 'locked' ? null : known;
  const held =
    known === 'locked' ? [finding('database', 'todo', 'database_locked', { file: places.database })] : [];
  try {
    return { programme: await loadProgramme(folder, { fixed }), problems: held };
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    const problems = error.problems.map((problem) =>
      problem.startsWith('PROGRAMME')
        ? finding('programme', 'todo', 'problem', { problem })
        : finding('programme', 'todo', 'in_folder', { folder, problem }),
    );
    if (fixed) problems.push(finding('programme', 'note', 'still_runs'));
    return { programme: null, problems: [...held, ...problems] };
  }
}

/** What may not change any more; null when the database cannot be opened without changing it; or somebody holds it. */
async function readFixed(
  places: Places,
  { migrations, writable }: Extract<DatabaseHealth, { state: 'ours' }>,
): Promise<Fixed | 'locked' | null> {
  if (!writable || migrations.todo.length > 0 || migrations.unknown.length > 0) return null;
  try {
    return await inStore(places, async (tx) => fixedAt(tx, await currentTime(tx)));
  } catch (error) {
    if (isLocked(error)) return 'locked';
    throw error;
  }
}

/** Each answer to the weekly card is paid back with a prompt: somebody without one gets nothing. */
export function checkPrompts({ prompts, people }: Programme): Finding[] {
  if (prompts.some(({ departments }) => departments.length === 0)) return [];
  const served = new Set(prompts.flatMap(({ departments }) => departments));
  const without = [...new Set(people.map(({ department }) => department))].filter(
    (name) => !served.has(name),
  );
  if (without.length === 0) return [];
  return [finding('programme', 'note', 'no_common_prompt', { services: without.sort().join(', ') })];
}
