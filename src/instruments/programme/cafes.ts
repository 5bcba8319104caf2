import { type Session, season } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import type { InForce } from '../../engine/in-force.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { type Differences, differences, type Told } from './told.ts';

/** The season as it now falls: a launch that moves moves the Cafés that follow it. */
export async function cafesTold(turn: Turn, before: InForce): Promise<Told> {
  const { added, removed, changed } = differences(seasonOf(before), seasonOf(turn));
  const cancelled = changed.filter(({ before, after }) => after.cancelled && !before.cancelled);
  const restored = changed.filter(({ before, after }) => before.cancelled && !after.cancelled);
  const still = changed.filter((one) => !cancelled.includes(one) && !restored.includes(one));
  const moved = still.filter(({ before, after }) => !before.starts.equals(after.starts));
  const others = still.filter((one) => !moved.includes(one));
  const what = [
    ...counted('programme.cafes.cancelled', afterOf(cancelled)),
    ...counted('programme.cafes.restored', afterOf(restored)),
    ...counted('programme.cafes.moved', afterOf(moved)),
    ...counted('programme.cafes.added', added),
    ...counted('programme.cafes.removed', removed),
    ...counted('programme.cafes.changed', afterOf(others)),
  ];
  const now = turn.now.toZonedDateTimeISO(turn.calendar.zone).toPlainDateTime().toString();
  const past = [...afterOf(moved), ...added].filter(({ starts }) => starts.toString() < now);
  const planned = past.map(({ title }) => text('programme.cafes.past', { title }));
  if (cancelled.length + moved.length + removed.length > 0) planned.unshift(text('programme.planned.cafes'));
  return { file: 'cafes.yml', what, planned };
}

function seasonOf({ programme, calendar }: InForce): readonly Session[] {
  const [first] = programme.waves;
  return first ? season(calendar, programme.cafes, first.launchDate) : [];
}

function afterOf(changed: Differences<Session>['changed']): Session[] {
  return changed.map(({ after }) => after);
}

type What = 'cancelled' | 'restored' | 'moved' | 'added' | 'removed' | 'changed';

/** How many, and the first one by its name. */
function counted(key: `programme.cafes.${What}`, sessions: readonly Session[]): string[] {
  const [first] = sessions;
  if (!first) return [];
  const values = { count: sessions.length, title: first.title, when: frenchMoment(first.starts) };
  return [text(key, values)];
}
