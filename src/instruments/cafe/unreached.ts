import type { DeliveryReason } from '../../channels/channel.ts';
import { routesOf } from '../../engine/reach.ts';
import { type TextKey, text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';

/** What stands between us and somebody, in the order it is told; a pause and a blocked bot are a choice alike. */
const OBSTACLES: [TextKey, DeliveryReason[]][] = [
  ['cafe.unreached.not_installed', ['not_installed']],
  ['cafe.unreached.disabled_by_admin', ['disabled_by_admin']],
  ['cafe.unreached.no_channel', ['no_channel']],
  ['cafe.unreached.chosen', ['blocked', 'paused']],
];

/** In one line, how many of these people a message would not reach, and why; nothing when it would reach all. */
export async function unreachedLine(turn: Turn, people: Person[]): Promise<string[]> {
  const routes = [...(await routesOf(turn, people)).values()];
  const reasons = routes.flatMap((route) => ('reason' in route ? [route.reason] : []));
  const why = OBSTACLES.flatMap(([key, of]) => {
    const count = reasons.filter((reason) => of.includes(reason)).length;
    return count > 0 ? [text(key, { count })] : [];
  });
  return why.length > 0 ? [text('cafe.unreached', { count: reasons.length, why: why.join(', ') })] : [];
}
