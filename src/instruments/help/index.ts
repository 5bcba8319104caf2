import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { atLocal } from '../../domain/calendar.ts';
import { COMMANDS } from '../../domain/command.ts';
import { may } from '../../domain/may.ts';
import { frenchDay } from '../../engine/dates.ts';
import { type Drawing, type Drawn, type Instrument, verb } from '../../engine/instrument.ts';
import { notice, noticeData } from '../../engine/notice.ts';
import { newId } from '../../engine/random.ts';
import { reachable, waveOfPerson } from '../../engine/reach.ts';
import { commandTexts, text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { callForHelp } from '../../store/help-call.ts';
import { findPerson, listPeople, type Person } from '../../store/person.ts';
import { rowsAbout } from '../../store/personal.ts';

const paramsSchema = z.object({ caller: z.string() });

/** Days during which a call may still reach its champion. */
const CALL_DAYS = 7;

/**
 * « Je voudrais de l'aide »: nominative by nature, and its button says so. It is a message of its own in a
 * transaction of its own, whatever card it was tapped on.
 */
export const help: Instrument = {
  name: 'help',
  personal: async (turn, person) =>
    (await rowsAbout(turn.tx, 'help_call', person.id)).map(({ on_day }) =>
      text('help.personal', { day: frenchDay(Temporal.PlainDate.from(on_day), true) }),
    ),
  draw: { 'help-call': drawCall, stranger: drawStranger },
  verbs: [
    verb('help.ask', z.object({}), async (turn, { person }) => {
      const helpers = await helpersOf(turn, person);
      const wave = waveOfPerson(turn, person)?.id ?? '';
      const today = turn.today.toString();
      if (await callForHelp(turn.tx, person.id, wave, today)) {
        await turn.plan({
          campaign: `help/${newId(turn.random)}`,
          template: 'help-call',
          params: { caller: person.id },
          to: helpers,
          // The day, not the minute: a time in the outbox would tell which answer came just before.
          at: atLocal(turn.calendar, turn.today, '00:00'),
          until: turn.now.add({ hours: 24 * CALL_DAYS }),
          solicited: true,
          priority: 2,
        });
      }
      const names = helpers.map((helper) => helper.name).join(', ');
      return notice(text('help.asked.title'), [
        names ? text('help.asked.body', { names }) : text('help.asked.nobody'),
      ]);
    }),
    verb('help.privacy', z.object({}), async (turn) => {
      const { figure, verbatim, group } = turn.programme.thresholds;
      return notice(text('privacy.title'), [
        text('privacy.confidential', { figure, group }),
        text('privacy.texts', { verbatim }),
        text('privacy.named'),
        text('privacy.rights'),
      ]);
    }),
  ],
  commands: [
    {
      name: 'aide',
      run: async (_turn, { person }) =>
        notice(
          text('help.title'),
          [
            ...COMMANDS.filter(({ name }) => may(person, name)).map(({ name }) =>
              text('help.line', { name, description: commandTexts(name).description }),
            ),
            text('help.privacy'),
          ],
          [{ title: text('help.ask'), data: { v: 'help.ask' } }],
        ),
    },
  ],
};

/** The champions of the person's service who can be reached today, else the leads: a call is not lost in a pause. */
async function helpersOf(turn: Turn, person: Person): Promise<Person[]> {
  const everybody = await reachable(turn, await listPeople(turn.tx));
  const others = everybody.filter((candidate) => candidate.id !== person.id);
  const champions = others.filter(
    (candidate) => candidate.roles.includes('champion') && candidate.department === person.department,
  );
  return champions.length > 0 ? champions : others.filter((candidate) => candidate.roles.includes('lead'));
}

async function drawCall(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const caller = await findPerson(turn.tx, paramsSchema.parse(params).caller);
  if (!caller || caller.leftOn) return { skip: 'cancelled' };
  return {
    card: 'notice',
    data: noticeData(text('help.call.title'), [
      text('help.call.body', { name: caller.name, department: caller.department }),
    ]),
  };
}

const strangerSchema = z.object({ channel: z.string(), account: z.string() });

async function drawStranger(_turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { channel, account } = strangerSchema.parse(params);
  const words = text('help.stranger.body', { channel: channel === 'teams' ? 'Teams' : 'Slack', account });
  return { card: 'notice', data: noticeData(text('help.stranger.title'), [words]) };
}
