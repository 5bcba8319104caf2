import { normalise } from '../../domain/command.ts';
import { scopeOf } from '../../domain/may.ts';
import type { Command } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { repeatable } from './again.ts';
import { calendar } from './calendar.ts';
import { cancellable } from './cancel.ts';
import { closable } from './close.ts';
import { newSurvey } from './editor/index.ts';
import { history } from './history.ts';
import { offer } from './offer.ts';
import { remindable } from './remind.ts';
import { results } from './results.ts';
import { status } from './status.ts';
import { EVERYBODY, mayLaunchFor } from './target.ts';

export const surveyCommand: Command = {
  name: 'sondage',
  async run(turn, { person, words }) {
    if (words === 'nouveau') return newSurvey(turn, person);
    if (words === '') return offer(turn, ownTarget(person));
    if (words === 'statut') return status(turn, person);
    if (words === 'relancer') return remindable(turn, person);
    if (words === 'clore') return closable(turn, person);
    if (words === 'annuler') return cancellable(turn, person);
    if (words === 'dupliquer') return repeatable(turn, person);
    if (words === 'historique') return history(turn, person);
    if (words === 'resultats') return results(turn, person);
    if (words === 'calendrier') return calendar(turn);
    const department = await departmentNamed(turn, words);
    if (department && mayLaunchFor(person, department)) return offer(turn, department);
    return notice(text('survey.unknown.title'), [text('survey.unknown.body')]);
  },
};

/** A champion's own service; everybody for a lead, who can also name one: « sondage urbanisme ». */
function ownTarget(person: Person): string {
  return scopeOf(person, 'sondage') === 'all' ? EVERYBODY : person.department;
}

async function departmentNamed(turn: Turn, words: string): Promise<string | null> {
  const departments = new Set((await listPeople(turn.tx)).map((person) => person.department));
  return [...departments].sort().find((name) => normalise(name).startsWith(words)) ?? null;
}
