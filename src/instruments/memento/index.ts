import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { atLocal } from '../../domain/calendar.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import {
  type CardData,
  type Drawing,
  type Drawn,
  type Instrument,
  type Occurrence,
  type ReplyMessage,
  verb,
} from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { peopleOfWave } from '../../engine/reach.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { acknowledge, hasAcknowledged, listAcknowledged } from '../../store/acknowledgement.ts';
import { listPeople, type Person } from '../../store/person.ts';

/** Days after J0 during which the welcome is still worth sending. */
const WELCOME_DAYS = 14;

/** The rules of use: the welcome at J0 with « J'ai lu et compris », then one rule recalled each week in turn. */
export const memento: Instrument = {
  name: 'memento',
  occurrences: welcome,
  draw: { welcome: drawWelcome },
  async weekly(turn, { number }) {
    const { rules } = turn.programme.memento;
    const rule = rules[(number - 1) % rules.length];
    return rule ? { title: rule.title, text: rule.text } : null;
  },
  verbs: [
    verb('memento.acknowledge', z.object({ version: z.string() }), async (turn, { person, data }) => {
      // Of an older version the card shows the rules of today, to be read first.
      const { version } = turn.programme.memento;
      if (data.version === version) await acknowledge(turn.tx, version, person.id, turn.today.toString());
      return { mode: 'replace', template: 'welcome', data: await mementoData(turn, person) };
    }),
  ],
  commands: [
    {
      name: 'memento',
      run: async (turn, { person, words }) =>
        words === 'lecture' && person.roles.includes('lead')
          ? readers(turn)
          : { mode: 'message', template: 'welcome', data: await mementoData(turn, person) },
    },
  ],
};

function welcome(turn: Turn, wave: WaveDefinition): Occurrence[] {
  const launch = Temporal.PlainDate.from(wave.launchDate);
  const until = atLocal(turn.calendar, launch.add({ days: WELCOME_DAYS }), '00:00');
  return [
    {
      key: `welcome/${wave.id}`,
      at: atLocal(turn.calendar, launch, turn.calendar.hours.start),
      until,
      run: async (inner) =>
        inner.plan({
          campaign: `welcome/${wave.id}`,
          template: 'welcome',
          params: {},
          to: await peopleOfWave(inner, wave),
          at: inner.now,
          until,
          priority: 1,
        }),
    },
  ];
}

async function drawWelcome(turn: Turn, { person }: Drawing): Promise<Drawn> {
  return person ? { data: await mementoData(turn, person) } : { skip: 'cancelled' };
}

async function mementoData(turn: Turn, person: Person): Promise<CardData> {
  const { version, title, introduction, link, rules } = turn.programme.memento;
  return {
    organisation: turn.programme.organisation.name,
    memento: title,
    version,
    introduction,
    link: link ?? '',
    hasLink: link !== null,
    rules: rules.map((rule, index) => ({ number: index + 1, title: rule.title, text: rule.text })),
    acknowledged: await hasAcknowledged(turn.tx, version, person.id),
  };
}

/** Who has not read the version in force yet, for the lead: nominative, as the card says. */
async function readers(turn: Turn): Promise<ReplyMessage> {
  const { version } = turn.programme.memento;
  const known = new Set(await listAcknowledged(turn.tx, version));
  const people = await listPeople(turn.tx);
  const missing = people.filter(({ id }) => !known.has(id)).map(({ name }) => name);
  const read = people.length - missing.length;
  const lines = [text('memento.readers.count', { read, people: people.length, version })];
  if (missing.length > 0) lines.push(text('memento.readers.missing', { names: missing.sort().join(', ') }));
  return notice(text('memento.readers.title'), lines);
}
