/** The people asked by a round, each with the label of their service: what its published tables are split by. */
export type Roster = readonly { personId: string; label: string | null }[];

/** The same question to people who differ by so few from those of a published figure would tell their answers. */
export const TOO_CLOSE = 4;

/**
 * Whether figures about `people` would tell, by subtraction, the answers of one to four of them or of others. What is
 * compared: each earlier roster as a whole, every sum of its services, and the sums of services of different rosters.
 * The test brings every sum of one roster's parts against it, by brute force.
 */
export function isTooClose(people: ReadonlySet<string>, rosters: readonly Roster[]): boolean {
  return rosters.some((roster) => isTooCloseToOne(people, roster)) || isTooCloseToAll(people, rosters);
}

/** Whether each earlier round that had some of these people had exactly them, under the same labels. */
export function hasSameSplit(roster: Roster, earlier: readonly Roster[]): boolean {
  const labels = new Map(roster.map(({ personId, label }) => [personId, label]));
  return earlier.every((other) => {
    if (!other.some(({ personId }) => labels.has(personId))) return true;
    return (
      other.length === labels.size && other.every(({ personId, label }) => labels.get(personId) === label)
    );
  });
}

/**
 * The sum of parts that comes nearest is made by taking each part of which more than half is among `people`. People
 * without a label are only ever shown together with a service: a sum without them leaves one service out.
 */
function isTooCloseToOne(people: ReadonlySet<string>, roster: Roster): boolean {
  const outside = people.size - roster.filter(({ personId }) => people.has(personId)).length;
  const parts = partsOf(roster).map(({ label, members }) => {
    const common = members.filter((id) => people.has(id)).length;
    return { label, without: common, within: members.length - common };
  });
  const rest = parts.find(({ label }) => label === null);
  const services = parts.filter(({ label }) => label !== null);
  const nearest = services.reduce((sum, { without, within }) => sum + Math.min(without, within), outside);
  const whole = parts.reduce((sum, { within }) => sum + within, outside);
  if (!rest) return services.length > 0 && (isFew(nearest) || isFew(whole));
  const price = (service: { without: number; within: number }) =>
    Math.max(0, service.without - service.within);
  const leavingOneOut = services.length > 0 ? nearest + Math.min(...services.map(price)) : Number.NaN;
  return isFew(whole) || isFew(nearest + rest.within) || isFew(leavingOneOut + rest.without);
}

/** Services asked apart and then together, with one colleague less. */
function isTooCloseToAll(people: ReadonlySet<string>, rosters: readonly Roster[]): boolean {
  const groups = rosters
    .flatMap((roster) => [roster.map(({ personId }) => personId), ...servicesOf(roster)])
    .sort((one, other) => other.length - one.length);
  const taken = new Set<string>();
  for (const group of groups) {
    const common = group.filter((id) => people.has(id)).length;
    if (2 * common <= group.length || group.some((id) => taken.has(id))) continue;
    for (const id of group) taken.add(id);
  }
  const common = [...taken].filter((id) => people.has(id)).length;
  return taken.size > 0 && isFew(people.size + taken.size - 2 * common);
}

function servicesOf(roster: Roster): string[][] {
  return partsOf(roster)
    .filter(({ label }) => label !== null)
    .map(({ members }) => members);
}

function partsOf(roster: Roster): { label: string | null; members: string[] }[] {
  return [...Map.groupBy(roster, ({ label }) => label)].map(([label, rows]) => ({
    label,
    members: rows.map(({ personId }) => personId),
  }));
}

function isFew(difference: number): boolean {
  return difference >= 1 && difference <= TOO_CLOSE;
}
