import { type Cell, type Published, publish, type Thresholds } from './publishing.ts';

/** How many have read, by service, under the rule for everything that is shown: small services together. */
export function readership(
  people: readonly { id: string; department: string }[],
  readers: ReadonlySet<string>,
  thresholds: Thresholds,
): Published {
  const cells = [...Map.groupBy(people, ({ department }) => department)].map(
    ([label, members]): Cell => ({
      label,
      invited: members.length,
      answered: members.filter(({ id }) => readers.has(id)).length,
      tables: {},
    }),
  );
  return publish(cells, [], thresholds);
}
