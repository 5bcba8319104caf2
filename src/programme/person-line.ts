import type { PersonRecord, Role } from '../domain/person.ts';
import { dayNumber, dayNumbers } from './days.ts';
import { isZone } from './fields.ts';
import { plain } from './suggest.ts';

export const PEOPLE_COLUMNS = [
  'id',
  'nom',
  'courriel',
  'service',
  'roles',
  'canal',
  'aad_id',
  'slack_id',
  'langue',
  'fuseau',
  'jours',
] as const;
export type PeopleColumn = (typeof PEOPLE_COLUMNS)[number];

export const ROLE_WORDS = {
  agent: 'agent',
  champion: 'referent',
  leadership: 'direction',
  lead: 'pilote',
} as const satisfies Record<Role, string>;
const ROLES: readonly Role[] = ['agent', 'champion', 'leadership', 'lead'];

export const CHANNEL_WORDS = {
  teams: 'teams',
  slack: 'slack',
  sandbox: 'sandbox',
  none: 'aucun',
} as const satisfies Record<NonNullable<PersonRecord['channel']>, string>;
const CHANNELS = ['teams', 'slack', 'sandbox', 'none'] as const;

/**
 * A person from the cells of their line, and what is wrong with it. The sentences never repeat a cell: a shifted
 * column would put a name or an e-mail in the log.
 */
export function readPerson(row: ReadonlyMap<PeopleColumn, string>): {
  person: PersonRecord;
  mistakes: string[];
} {
  const mistakes: string[] = [];
  const cell = (column: PeopleColumn) => row.get(column) ?? '';
  const expect = (column: PeopleColumn, valid: boolean, fix: string) => {
    if (!valid) mistakes.push(`« ${column} » ne convient pas ; ${fix}`);
  };
  const matches = (column: PeopleColumn, pattern: RegExp, fix: string) =>
    expect(column, pattern.test(cell(column)), fix);

  matches(
    'id',
    /^[A-Za-z0-9._-]{1,64}$/,
    'écrivez 1 à 64 lettres sans accent, chiffres, « . », « _ » ou « - »',
  );
  matches('nom', /^[^\p{Cc}]{1,120}$/u, 'écrivez le prénom et le nom (120 caractères au plus)');
  matches('service', /^[^\p{Cc}]{1,80}$/u, 'écrivez le nom du service (80 caractères au plus)');
  matches('courriel', /^([^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+)?$/, 'écrivez prenom.nom@domaine, ou rien');
  matches('aad_id', /^[\w-]{0,64}$/, "copiez l'identifiant d'objet Entra, ou laissez vide");
  matches('slack_id', /^[A-Z0-9]{0,32}$/, "copiez l'identifiant de membre Slack (U…), ou laissez vide");
  matches('langue', /^([a-z]{2}(-[A-Z]{2})?)?$/, 'écrivez fr, ou rien');
  expect(
    'fuseau',
    cell('fuseau') === '' || isZone(cell('fuseau')),
    'écrivez Europe/Paris, Europe/Zurich..., ou rien',
  );

  const roleWords = words(cell('roles'), /[\s|,]+/).map((word) => plain(word));
  const known: readonly string[] = Object.values(ROLE_WORDS);
  const rolesFix = 'écrivez agent, referent, direction ou pilote, séparés par « | »';
  expect(
    'roles',
    roleWords.every((word) => known.includes(word)),
    rolesFix,
  );

  const channelWord = cell('canal').toLowerCase();
  const channel = CHANNELS.find((name) => CHANNEL_WORDS[name] === channelWord) ?? null;
  expect('canal', channelWord === '' || channel !== null, 'écrivez teams, slack, sandbox, aucun, ou rien');

  const dayWords = words(cell('jours'), /[\s|,-]+/);
  const daysFix = 'écrivez les jours travaillés, comme lun-mar-jeu, ou rien';
  expect(
    'jours',
    dayWords.every((word) => dayNumber(word) !== null),
    daysFix,
  );

  const person: PersonRecord = {
    id: cell('id'),
    name: cell('nom'),
    email: cell('courriel').toLowerCase() || null,
    department: cell('service'),
    roles: ROLES.filter((role) => role === 'agent' || roleWords.includes(ROLE_WORDS[role])),
    channel,
    aadId: cell('aad_id').toLowerCase() || null,
    slackId: cell('slack_id') || null,
    locale: cell('langue') || 'fr',
    zone: cell('fuseau') || null,
    days: dayWords.length > 0 ? dayNumbers(dayWords) : null,
  };
  return { person, mistakes };
}

function words(cell: string, separator: RegExp): string[] {
  return cell.split(separator).filter((word) => word !== '');
}
