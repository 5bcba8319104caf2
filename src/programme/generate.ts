import { StartupError } from '../domain/errors.ts';
import type { PersonRecord, Role } from '../domain/person.ts';
import { slug } from '../domain/question-choices.ts';
import { createRandom } from '../domain/random.ts';
import { FIRST_NAMES, lastNames } from './names.ts';
import { parsePlace } from './place.ts';

/** Where the lead and the leadership work, and the other services, biggest first: as in programme/exemple. */
const HEAD = 'Direction générale';
const SERVICES = [
  'Services techniques',
  'Population et accueil',
  'Enfance et écoles',
  'Urbanisme',
  'Finances',
  'Action sociale',
  'Ressources humaines',
  'Culture et médiathèque',
  'Police municipale',
  'Sports et vie associative',
  'Espaces verts',
  'Petite enfance',
  'Communication',
  'Informatique',
  'Déchets et propreté',
  'Bâtiments',
  'Jeunesse',
  'Eau et assainissement',
  'Restauration collective',
  'Marchés et achats',
  'Habitat',
  'Archives',
];

const FEWEST_PEOPLE = 8;
const MOST_PEOPLE = 2000;

/**
 * Fictional people of an organisation of that size, the same for the same seed: services that grow in number
 * with it, a champion in each, leadership and one lead, some part-time. Throws a StartupError outside 8 to 2,000.
 */
export function generatePeople(count: number, seed: number, region: string): PersonRecord[] {
  const place = parsePlace(region);
  const problems: string[] = [];
  if (!place) problems.push(`région : « ${region} » ne convient pas ; écrivez FR, FR-57 ou CH-VD`);
  if (!Number.isInteger(count) || count < FEWEST_PEOPLE || count > MOST_PEOPLE) {
    problems.push(
      `agents : « ${count} » ne convient pas ; écrivez un nombre de ${FEWEST_PEOPLE} à ${MOST_PEOPLE}`,
    );
  }
  if (!place || problems.length > 0) throw new StartupError(problems);

  const random = createRandom(seed);
  const pick = (items: readonly string[]) => items[Math.floor(random() * items.length)] ?? '';
  const surnames = lastNames(place.country);
  const names = new Set<string>();
  const emails = new Set<string>();
  const people: PersonRecord[] = [];

  for (const { department, size } of departmentSizes(count)) {
    for (let rank = 0; rank < size; rank++) {
      const name = newName();
      people.push({
        id: `p${String(people.length + 1).padStart(4, '0')}`,
        name,
        email: newEmail(name),
        department,
        roles: rolesOf(department, rank, size),
        channel: null,
        aadId: null,
        slackId: null,
        locale: 'fr',
        zone: null,
        days: daysWorked(random()),
      });
    }
  }
  return people;

  function newName(): string {
    for (;;) {
      const name = `${pick(FIRST_NAMES)} ${pick(surnames)}`;
      if (names.has(name)) continue;
      names.add(name);
      return name;
    }
  }

  function newEmail(name: string): string {
    const [first = '', ...last] = name.split(' ');
    const local = `${slug(first)}.${slug(last.join(' '))}`;
    let email = `${local}@commune.example`;
    for (let number = 2; emails.has(email); number++) email = `${local}${number}@commune.example`;
    emails.add(email);
    return email;
  }
}

/** About one service for every dozen people in a small town hall, larger ones in a big city. */
function departmentSizes(count: number): { department: string; size: number }[] {
  const head = Math.min(20, Math.max(3, Math.round(count * 0.06)));
  const services = SERVICES.slice(0, Math.min(SERVICES.length, Math.round(count ** 0.45 * 0.8)));
  const weights = services.map((_, index) => 1 / Math.sqrt(index + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sizes = weights.map((weight) => Math.floor(((count - head) * weight) / total));
  let left = count - head - sizes.reduce((sum, size) => sum + size, 0);
  const shared = services.map((department, index) => ({
    department,
    size: (sizes[index] ?? 0) + (left-- > 0 ? 1 : 0),
  }));
  return [...shared, { department: HEAD, size: head }];
}

/** The head holds the leadership, then the lead, then its champion; elsewhere the second person is the champion. */
function rolesOf(department: string, rank: number, size: number): Role[] {
  if (department !== HEAD) return rank === Math.min(1, size - 1) ? ['agent', 'champion'] : ['agent'];
  const leaders = size < 4 ? 1 : 2;
  if (rank < leaders) return ['agent', 'leadership'];
  if (rank === leaders) return ['agent', 'lead'];
  return rank === leaders + 1 ? ['agent', 'champion'] : ['agent'];
}

/** One person in four works part-time, most of them without the Wednesday. */
function daysWorked(draw: number): number[] | null {
  if (draw < 0.12) return [1, 2, 4, 5];
  if (draw < 0.18) return [1, 2, 3, 4];
  if (draw < 0.22) return [1, 2, 4];
  if (draw < 0.25) return [2, 3, 4, 5];
  return null;
}
