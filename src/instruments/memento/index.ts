import type { Instrument } from '../../engine/instrument.ts';
import { mementoData } from './card.ts';
import { checkVerb, verifyVerb } from './check.ts';
import { mementoPersonal } from './personal.ts';
import { drawAsked, questionVerb, unclearVerb } from './question.ts';
import { readers } from './readers.ts';
import { recall } from './recall.ts';
import { acknowledgeVerb, pageVerb } from './reply.ts';
import { drawChanged, drawUnversioned, versions } from './versions.ts';
import { drawWelcome, welcome } from './welcome.ts';

/**
 * The rules of use: all of them at J0 with « J'ai lu et compris », what is new of each later version, and one rule
 * recalled each week in turn.
 */
export const memento: Instrument = {
  name: 'memento',
  personal: mementoPersonal,
  occurrences: async (turn, wave) => [welcome(turn, wave), ...(await versions(turn, wave))],
  draw: {
    welcome: drawWelcome,
    'memento-changed': drawChanged,
    'memento-unversioned': drawUnversioned,
    'memento-asked': drawAsked,
  },
  weekly: recall,
  verbs: [acknowledgeVerb, pageVerb, unclearVerb, questionVerb, checkVerb, verifyVerb],
  commands: [
    {
      name: 'memento',
      run: async (turn, order) =>
        order.words === 'lecture'
          ? readers(turn, order)
          : {
              mode: 'message',
              template: 'memento',
              data: await mementoData(turn, order.person, { whole: true }),
            },
    },
  ],
};
