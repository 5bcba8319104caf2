import { Temporal } from 'temporal-polyfill';
import type { Person } from '../store/person.ts';
import { rowsAbout } from '../store/personal.ts';
import { frenchDay } from './dates.ts';
import type { Instrument, Reading } from './instrument.ts';
import { ownActLine } from './journal.ts';
import { campaignTitle, titleOf } from './outbox-report.ts';
import { text, textOf } from './texts.ts';

/** What is held about somebody on one matter, in plain French. */
export type Matter = { title: string; lines: string[] };

/** Instruments by what their lines are about, the most concrete first. */
const ORDER = [
  'cafe',
  'help',
  'memento',
  'digest',
  'wave',
  'survey',
  'checkin',
  'weekly',
  'pause',
  'contact',
];

/** Everything nominative that is held about somebody: what each instrument tells, then who they are to us. */
export async function aboutPerson(
  turn: Reading,
  person: Person,
  instruments: readonly Instrument[],
): Promise<Matter[]> {
  const place = ({ name }: Instrument) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const matters: Matter[] = [];
  for (const { name, personal } of instruments.toSorted((a, b) => place(a) - place(b))) {
    const lines = (await personal?.(turn, person)) ?? [];
    matters.push({ title: textOf(`rights.matter.${name}`) ?? name, lines });
  }
  matters.push(
    { title: text('rights.matter.acts'), lines: await acts(turn, person) },
    { title: text('rights.matter.messages'), lines: await messages(turn, person) },
    { title: text('rights.matter.choices'), lines: await choices(turn, person) },
    { title: text('rights.matter.identity'), lines: await identity(turn, person) },
  );
  return matters.filter(({ lines }) => lines.length > 0);
}

/** What nobody can show or erase by a name, and why; then what is held elsewhere. */
export function notByName(turn: Reading): Matter[] {
  const { figure } = turn.programme.thresholds;
  return [
    {
      title: text('rights.unnamed.title'),
      lines: [
        text('rights.unnamed.sealed'),
        text('rights.unnamed.open'),
        text('rights.unnamed.closed', { figure }),
        text('rights.unnamed.rest'),
      ],
    },
    {
      title: text('rights.elsewhere.title'),
      lines: [text('rights.elsewhere.chat'), text('rights.elsewhere.list'), text('rights.elsewhere.copies')],
    },
  ];
}

async function identity({ tx }: Reading, person: Person): Promise<string[]> {
  const addresses = await rowsAbout(tx, 'address', person.id);
  const accounts = [
    ...(person.aadId ? [text('rights.account', { channel: 'Teams', id: person.aadId })] : []),
    ...(person.slackId ? [text('rights.account', { channel: 'Slack', id: person.slackId })] : []),
  ];
  const { name, id, department, joinedOn, leftOn } = person;
  return [
    text('rights.identity.who', { name, id, department }),
    ...(person.email ? [text('rights.identity.email', { email: person.email })] : []),
    text('rights.identity.roles', {
      roles: person.roles.map((role) => text(`rights.role.${role}`)).join(', '),
    }),
    text('rights.identity.since', { day: longDay(joinedOn) }),
    ...(leftOn ? [text('rights.identity.left', { day: longDay(leftOn) })] : []),
    ...accounts,
    ...addresses.map(({ channel, state }) =>
      text('rights.identity.address', {
        channel: textOf(`rights.channel.${channel}`) ?? channel,
        state: textOf(`rights.state.${state}`) ?? state,
      }),
    ),
    ...(person.zone ? [text('rights.identity.zone', { zone: person.zone })] : []),
    ...(person.days ? [text('rights.identity.days', { days: daysOf(person.days) })] : []),
    text('rights.identity.language'),
  ];
}

async function messages({ tx }: Reading, person: Person): Promise<string[]> {
  const sent = (await rowsAbout(tx, 'outbox', person.id)).filter(
    ({ person_id, status, ephemeral }) => person_id === person.id && status === 'sent' && ephemeral === 0,
  );
  if (sent.length === 0) return [];
  const kinds = [...Map.groupBy(sent, ({ campaign }) => kindOf(campaign))].map(([title, rows]) =>
    text('rights.messages.kind', { title, count: rows.length }),
  );
  return [text('rights.messages.count', { count: sent.length }), ...kinds];
}

/** The family of a campaign in a few words: its title without what tells one from the next. */
function kindOf(campaign: string): string {
  const [kind = ''] = campaign.split('/');
  return textOf(`rights.campaign.${kind}`) ?? titleOf(campaignTitle(campaign));
}

async function choices({ tx }: Reading, person: Person): Promise<string[]> {
  const rows = await rowsAbout(tx, 'opt_out', person.id);
  return rows.map(({ kind, on_day }) =>
    text('rights.choice.kept', { what: text(`rights.kind.${kind}`), day: longDay(on_day) }),
  );
}

async function acts({ tx }: Reading, person: Person): Promise<string[]> {
  const rows = await rowsAbout(tx, 'audit', person.id);
  return rows.map((row) =>
    row.actor === person.id
      ? ownActLine(row)
      : text('rights.acts.about', { what: ownActLine({ ...row, object: '' }) }),
  );
}

function longDay(day: string): string {
  return frenchDay(Temporal.PlainDate.from(day), true);
}

/** ISO weekdays in words: 1 is Monday. */
function daysOf(days: readonly number[]): string {
  const monday = Temporal.PlainDate.from('2026-01-05');
  return days.map((day) => frenchDay(monday.add({ days: day - 1 })).split(' ')[0] ?? '').join(', ');
}
