import { createHash } from 'node:crypto';
import words from '../../locales/audit.fr.json' with { type: 'json' };
import { sentence } from '../say.ts';
import { VERSION } from '../version.ts';
import type { Finding } from './finding.ts';
import type { Scene } from './scene.ts';

/** One way of attacking, and what it found; `skipped`: why it was not tried. */
export type Attempt = {
  name: keyof typeof words.attempts;
  findings: Finding[];
  skipped: 'noSecret' | 'noBefore' | null;
};

/** What is filed: when, on what, what was tried, what was found, what is left. `date` is ISO, to the second. */
export type Report = { date: string; scene: Scene; attempts: Attempt[]; others: string[] };

const text = words.report;

export function findingsOf({ attempts }: Pick<Report, 'attempts'>): Finding[] {
  return attempts.flatMap(({ findings }) => findings);
}

/** SHA-256 of the database as it lay, in hexadecimal. */
export function printOf({ bytes: [database = Buffer.alloc(0)] }: Pick<Scene, 'bytes'>): string {
  return createHash('sha256').update(database).digest('hex');
}

export function reportLines(report: Report): string[] {
  const { scene, date, others, attempts } = report;
  const { rounds, people } = scene.evidence;
  const open = rounds.filter(({ status }) => status === 'open').length;
  const findings = findingsOf(report);
  const leaks = findings.filter(({ level }) => level === 'leak');
  const risks = findings.filter(({ level }) => level === 'risk');
  const size = Math.ceil((scene.bytes[0]?.length ?? 0) / 1024);
  return [
    text.title,
    '',
    sentence(text.on, { date, version: VERSION }),
    sentence(text.file, { file: scene.file, size, print: printOf(scene) }),
    sentence(text.holds, { people: people.length, open, closed: rounds.length - open }),
    scene.secret ? text.with : text.without,
    sentence(text.others, { list: others.length > 0 ? others.join(', ') : text.none }),
    '',
    text.tried,
    ...attempts.map(
      (attempt, index) => `  ${index + 1}. ${words.attempts[attempt.name]} — ${outcome(attempt)}`,
    ),
    '',
    ...section(words.leaks, leaks),
    ...section(words.risks, risks),
    ...words.always,
    '',
    leaks.length === 0
      ? sentence(words.well, { file: scene.file })
      : sentence(words.bad, { count: leaks.length }),
    '',
    text.sign,
  ];
}

function outcome({ findings, skipped }: Attempt): string {
  if (skipped) return sentence(text.skipped, { why: text[skipped] });
  const leaks = findings.filter(({ level }) => level === 'leak').length;
  if (leaks > 0) return sentence(text.leaksFound, { count: leaks });
  return findings.length > 0 ? text.risksFound : text.nothing;
}

function section(title: string, findings: readonly Finding[]): string[] {
  return findings.length === 0
    ? []
    : [title, ...findings.map(({ code, text: line }) => `  [${code}] ${line}`), ''];
}
