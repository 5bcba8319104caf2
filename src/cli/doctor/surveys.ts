import type { Calendar } from '../../domain/calendar.ts';
import type { Programme } from '../../domain/programme.ts';
import { crowdedWeeks } from '../../domain/survey-weeks.ts';
import { type Finding, finding } from './finding.ts';

/** Weeks in which a wave gets two new surveys: no mistake, but each is one more card to everybody in it. */
export function checkSurveys({ waves, surveys }: Programme, calendar: Calendar): Finding[] {
  return crowdedWeeks(calendar, waves, surveys).map(({ wave, monday, surveys: ids }) =>
    finding('waves', 'note', 'surveys_same_week', {
      wave,
      monday: monday.toString(),
      surveys: ids.join(', '),
    }),
  );
}
