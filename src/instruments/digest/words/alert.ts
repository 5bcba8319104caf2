import type { Diagnosis } from '../../../domain/cause.ts';
import type { DigestData } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';
import { opinionOfTool } from '../favourable.ts';
import { enumerate } from './figures.ts';
import { CARD, type Room } from './room.ts';

/** Signals that make a cause likely; with fewer it is only possible. */
const LIKELY = 2;

/** Under the 30 % line: its likely cause with the evidence, who acts, and the remedy. A card has room for « alerte ». */
export function alertAdvice(data: DigestData, room: Room): string | null {
  const { adoption } = data.sections;
  if ('hidden' in adoption || !adoption.cause) return null;
  const { cause } = adoption;
  const alert = text(room === CARD ? 'digest.cause.alert' : 'digest.cause.under');
  if (cause.cause === 'unknown') {
    return text('digest.advice.cause.unknown', { alert, why: text(`digest.doubt.${cause.because}`) });
  }
  return text(`digest.advice.cause.${cause.cause}`, {
    alert,
    likely: text(cause.by.length >= LIKELY ? 'digest.cause.likely' : 'digest.cause.possible'),
    evidence: evidenceOf(data, cause),
  });
}

/** « 21 réponses sur 40, 9 personnes sur 58 à un Café ». */
function evidenceOf(
  { sections }: DigestData,
  { by, cited }: Exclude<Diagnosis, { cause: 'unknown' }>,
): string {
  const parts = [
    cited ? text('digest.cause.blockers', cited) : text('digest.cause.nearly'),
    ...by.flatMap((signal) => {
      if (signal === 'attendance') return attendanceText(sections) ?? [];
      return signal === 'satisfaction' ? (satisfactionText(sections) ?? []) : [];
    }),
  ];
  return enumerate(parts);
}

function attendanceText({ cafes, reach }: DigestData['sections']): string | null {
  if ('hidden' in cafes || cafes.attended === null || 'hidden' in reach) return null;
  return text('digest.cause.attendance', { came: cafes.attended, people: reach.people });
}

function satisfactionText({ satisfaction }: DigestData['sections']): string | null {
  const share = opinionOfTool(satisfaction);
  return share ? text('digest.cause.satisfaction', { part: share.part, n: share.n }) : null;
}
