import { scopeOf } from '../../domain/may.ts';
import { SEATS } from '../../domain/session.ts';
import type { ReplyMessage } from '../../engine/instrument.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople, type Person } from '../../store/person.ts';

/** What was typed and chosen in the card, not read yet; `services` joined by commas. */
export type Proposal = {
  title: string;
  date: string;
  time: string;
  minutes: number;
  place: string;
  seats: number;
  facilitator: string;
  services: string;
};

const MINUTES = [30, 45, 60, 75, 90, 120];
const USUAL = { time: '14:00', minutes: 60, seats: 12 };
/** Services that can be listed: what Slack has room for. */
const MOST_SERVICES = 100;

/** The card to propose a Café with, empty or as it was filled. Only who may for all chooses whom it is for. */
export async function proposalCard(
  turn: Turn,
  person: Person,
  mode: 'message' | 'replace',
  filled?: Proposal,
): Promise<ReplyMessage> {
  const chooses = scopeOf(person, 'cafe.propose') === 'all';
  const departments = new Set((await listPeople(turn.tx)).map(({ department }) => department));
  const empty = { title: '', date: '', place: '', facilitator: '', services: '', ...USUAL };
  const { minutes, seats, ...typed } = filled ?? empty;
  const count = SEATS.most - SEATS.least + 1;
  return {
    mode,
    template: 'cafe-propose',
    data: {
      ...typed,
      minutes: String(minutes),
      seats: String(seats),
      chooses,
      forWhom: chooses ? '' : text('cafe.propose.own', { department: person.department }),
      durations: MINUTES.map((value) => choice(value, text('cafe.propose.minutes', { minutes: value }))),
      places: Array.from({ length: count }, (_, index) => choice(SEATS.least + index)),
      departments: [...departments]
        .sort((a, b) => a.localeCompare(b, 'fr'))
        .slice(0, MOST_SERVICES)
        .map((name) => choice(name)),
    },
  };
}

function choice(value: string | number, title = String(value)): { title: string; value: string } {
  return { title, value: String(value) };
}
