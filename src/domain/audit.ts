/** Privileged acts, as the journal writes them. Each has its French name in the catalogue (`journal.act.*`). */
export const AUDIT_ACTS = [
  'survey.launch',
  'survey.close',
  'survey.cancel',
  'digest.read',
  'digest.decide',
  'digest.note',
  'digest.delay',
  'digest.bind',
  'dashboard.link',
  'dashboard.open',
  'dashboard.take',
  'followup.publish',
  'wave.open',
  'wave.drop',
  'wave.pause',
  'wave.resume',
  'wave.end',
  'wave.prolong',
  'person.read',
  'person.erase',
  'people.list',
  'survey.file',
  'codes',
  'export',
  'backup',
  'restore',
  'secret.rotate',
  'purge',
  'refused',
] as const;

export type AuditAct = (typeof AUDIT_ACTS)[number];

/** Whoever runs the command line: it knows no names. */
export const OPERATOR = 'operator';
/** What the service does by itself. */
export const SERVICE = 'service';
