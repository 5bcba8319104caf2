import type { Instrument } from '../../engine/instrument.ts';
import { surveyVerbs } from './answer.ts';
import { drawSurvey } from './card.ts';
import { closeVerb, surveyCommand } from './command.ts';
import { launchVerb } from './launch.ts';
import { surveyPart } from './part.ts';
import { roundOccurrences } from './rounds.ts';

/** Survey rounds: those of the programme, and those a champion launches with `sondage`. */
export const survey: Instrument = {
  name: 'survey',
  occurrences: roundOccurrences,
  draw: { survey: drawSurvey },
  weekly: surveyPart,
  verbs: [...surveyVerbs, launchVerb, closeVerb],
  commands: [surveyCommand],
};
