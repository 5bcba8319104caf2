import type { Instrument } from '../../engine/instrument.ts';
import { againVerb } from './again.ts';
import { surveyVerbs } from './answer.ts';
import { cancelVerb, stopVerb } from './cancel.ts';
import { drawSurvey } from './card.ts';
import { closeVerb } from './close.ts';
import { surveyCommand } from './command.ts';
import { editorVerbs } from './editor/index.ts';
import { launchVerb } from './launch.ts';
import { surveyPart } from './part.ts';
import { surveyPersonal } from './personal.ts';
import { previewVerb } from './preflight.ts';
import { drawResults, drawSkipped } from './readers.ts';
import { remindVerb } from './remind.ts';
import { renderingVerb } from './rendering.ts';
import { resultsVerb } from './results.ts';
import { roundOccurrences } from './rounds.ts';
import { followVerb } from './status.ts';
import { drawStatus } from './status-card.ts';
import { tryVerb } from './trial.ts';

/** Survey rounds: those of the programme, and those a champion launches with `sondage`. */
export const survey: Instrument = {
  name: 'survey',
  personal: surveyPersonal,
  occurrences: roundOccurrences,
  draw: {
    survey: drawSurvey,
    'survey-status': drawStatus,
    'survey-results': drawResults,
    'survey-skipped': drawSkipped,
  },
  weekly: surveyPart,
  verbs: [
    ...surveyVerbs,
    ...editorVerbs,
    previewVerb,
    tryVerb,
    renderingVerb,
    launchVerb,
    followVerb,
    remindVerb,
    closeVerb,
    cancelVerb,
    stopVerb,
    againVerb,
    resultsVerb,
  ],
  commands: [surveyCommand],
};
