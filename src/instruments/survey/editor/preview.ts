import type { SurveyDraft } from '../../../domain/custom-survey.ts';
import type { ReplyMessage } from '../../../engine/instrument.ts';
import type { Turn } from '../../../engine/turn.ts';
import type { Person } from '../../../store/person.ts';
import { preflight } from '../preflight.ts';
import { surveyOf } from './send.ts';

/** What will be asked, to whom and when, as before any launch; from here it is sent, or written on. */
export async function preview(turn: Turn, person: Person, draft: SurveyDraft): Promise<ReplyMessage> {
  const told = await preflight(turn, person, await surveyOf(turn, draft), true);
  return told.mode === 'redraw' ? told : { ...told, mode: 'replace' };
}
