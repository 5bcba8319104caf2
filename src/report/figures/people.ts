import { basis, count, type Figure, type Shown, steps } from './figure.ts';

export function reachFigures({ people, reachable, unreachable }: Shown<'reach'>): Figure[] {
  return [
    count('personnes', people),
    count('joignables', reachable),
    ...Object.entries(unreachable).map(([reason, value]) =>
      count('non_joignables', value, { detail: reason }),
    ),
  ];
}

export function participationFigures({ counted, weeks }: Shown<'participation'>): Figure[] {
  return [
    ...(counted ? [{ measure: 'semaines_comptees', mention: `S${counted.first}-${counted.last}` }] : []),
    ...weeks.flatMap(({ week, invited, answered }) => [
      count('invites', invited, { period: `S${week}` }),
      steps(answered, { period: `S${week}` }),
    ]),
  ];
}

export function cafesFigures({ attended, sessions }: Shown<'cafes'>): Figure[] {
  return [
    count('personnes_vues', attended),
    ...sessions.flatMap(({ id, title, on, yes, maybe, seats, attended: seen }) => {
      const place = { period: on.slice(0, 10), detail: id, title };
      return [
        count('oui', yes, place),
        count('peut_etre', maybe, place),
        count('places', seats, place),
        count('vus', seen, place),
      ];
    }),
  ];
}

export function mementoFigures({ version, acknowledged, byDepartment }: Shown<'memento'>): Figure[] {
  return [
    { ...count('ont_lu', acknowledged), detail: version },
    ...byDepartment.flatMap((row) => [
      ...basis(row, { service: row.department }),
      count('ont_lu', row.acknowledged, { service: row.department }),
    ]),
  ];
}
