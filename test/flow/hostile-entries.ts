import { TEXTS, VALUES } from './hostile-payloads.ts';

/** What there is to speak of: ids that are real, so that what is hostile is the one thing that is tried. */
export type Ids = {
  round: string;
  session: string;
  over: string;
  draft: string;
  wave: string;
  subjects: string;
  version: string;
  rule: string;
};
/** Who tries: somebody of each role; as agents several in turn, since some things can be done once a day only. */
export type Cast = { agents: readonly string[]; champion: string; leadership: string; lead: string };
const ANY = 'agent';

/** A tap, or a typed line, of one person. */
export type Attempt = { who: string } & ({ verb: string; data: Record<string, unknown> } | { line: string });

const WEEKEND = '2027-01-16';
type Entry = [who: string, verb: string, data: (value: unknown) => object];

const cafe = { place: 'Salle 1', facilitator: 'Nous', date: '2027-01-21', time: '14:00', sure: true };
const named = { ...cafe, title: 'Un Café' };
const question = { number: 1, kind: 'choice', question: 'Et alors ?', choices: 'Oui\nNon' };

/** Every place where somebody can type words that others read, or that are kept. */
function words({ round, session, draft, wave, subjects, rule }: Ids, cast: Cast): Entry[] {
  const { champion, leadership, lead } = cast;
  const answers = { wave, subjects, seen: '' };
  return [
    [ANY, 'survey.answer', (value) => ({ round, q_ameliorations: value })],
    [ANY, 'memento.question', (value) => ({ rule, words: value })],
    [ANY, 'cafe.question', (value) => ({ session, question: value })],
    [champion, 'cafe.propose', (value) => ({ ...cafe, title: value })],
    [champion, 'cafe.propose', (value) => ({ ...named, place: value })],
    [champion, 'cafe.propose', (value) => ({ ...named, facilitator: value })],
    [champion, 'cafe.propose', (value) => ({ ...named, title: value, again: true })],
    [champion, 'cafe.move', (value) => ({ session, place: value, sure: true })],
    [leadership, 'digest.answer', (value) => ({ ...answers, words_1: value, state_1: 'ongoing' })],
    [champion, 'cafe.message', (value) => ({ session, words: value, sure: true })],
    [champion, 'editor.settings', (value) => ({ title: value })],
    [champion, 'editor.question', (value) => ({ ...question, question: value })],
    [champion, 'editor.question', (value) => ({ ...question, choices: value })],
    [lead, 'wave.save', (value) => ({ draft, name: value, services: '' })],
  ];
}

/** Every other field that a client can fill as it likes: choices, numbers, dates, ids. */
function fields({ round, session, over, draft, wave, subjects, version }: Ids, cast: Cast): Entry[] {
  const { champion, leadership, lead } = cast;
  const answers = { wave, subjects, seen: '' };
  return [
    [ANY, 'survey.answer', (value) => ({ round, q_facilite: value })],
    [ANY, 'survey.answer', (value) => ({ round: value, q_facilite: '3' })],
    [ANY, 'survey.step', (value) => ({ round, step: value })],
    [ANY, 'checkin.answer', (value) => ({ time: value })],
    [ANY, 'checkin.details', (value) => ({ useCase: value, tool: value, blocker: value })],
    [ANY, 'weekly.rhythm', (value) => ({ weeks: value })],
    [ANY, 'pause.until', (value) => ({ days: value })],
    [ANY, 'memento.question', (value) => ({ rule: value, words: 'Bonjour' })],
    [ANY, 'memento.acknowledge', (value) => ({ version: value, since: value, whole: value })],
    [ANY, 'memento.page', (value) => ({ version, since: value, page: value })],
    [ANY, 'memento.verify', (value) => ({ choice: value })],
    [ANY, 'cafe.rsvp', (value) => ({ session: value, response: 'yes' })],
    [ANY, 'cafe.rsvp', (value) => ({ session, response: value, card: value })],
    [ANY, 'cafe.feedback', (value) => ({ session: value, round: value, useful: value })],
    [ANY, 'help.ask', (value) => ({ note: value })],
    [champion, 'cafe.propose', (value) => ({ ...named, date: value, time: value })],
    [champion, 'cafe.propose', (value) => ({ ...named, minutes: value, seats: value })],
    [lead, 'cafe.propose', (value) => ({ ...named, services: value, date: WEEKEND })],
    [champion, 'cafe.move', (value) => ({ session, date: value, time: value })],
    [champion, 'cafe.move', (value) => ({ session: value, place: 'Ailleurs' })],
    [champion, 'cafe.cancel', (value) => ({ session: value, sure: value })],
    [champion, 'cafe.attendance', (value) => ({ session: over, present: value })],
    [champion, 'survey.launch', (value) => ({ survey: value, department: value })],
    [champion, 'survey.preview', (value) => ({ survey: 'satisfaction', department: value })],
    [champion, 'survey.close', (value) => ({ round: value })],
    [champion, 'survey.results', (value) => ({ round: value })],
    [leadership, 'digest.decide', (value) => ({ wave, milestone: 'J15', decision: value })],
    [leadership, 'digest.show', (value) => ({ wave: value, milestone: value })],
    [leadership, 'digest.irritants', (value) => ({ wave: value })],
    [leadership, 'digest.answer', (value) => ({ ...answers, words_1: 'Oui', state_1: value })],
    [leadership, 'digest.answer', (value) => ({ ...answers, subjects: value, seen: value })],
    [leadership, 'digest.publish', (value) => ({ wave, seen: value })],
    [ANY, 'rights.show', (value) => ({ page: value })],
    [ANY, 'rights.choose', (value) => ({ kind: value, receive: value })],
    [champion, 'cafe.list', (value) => ({ session: value })],
    [champion, 'survey.follow', (value) => ({ round: value })],
    [champion, 'survey.cancel', (value) => ({ round: value, sure: value })],
    [champion, 'survey.stop', (value) => ({ launch: value })],
    [champion, 'editor.settings', (value) => ({ title: 'Un sondage', target: value, opens: value })],
    [champion, 'editor.settings', (value) => ({ title: 'Un sondage', recurrence: value, results: value })],
    [champion, 'editor.question', (value) => ({ ...question, number: value, kind: value })],
    [champion, 'editor.change', (value) => ({ part: value })],
    [champion, 'editor.move', (value) => ({ part: value })],
    [champion, 'survey.rendering', (value) => ({ survey: value, platform: 'slack', department: value })],
    [lead, 'wave.save', (value) => ({ draft, date: value })],
    [lead, 'wave.save', (value) => ({ draft, services: value, weeks: value, licences: value })],
    [lead, 'wave.confirm', (value) => ({ draft: value, name: value })],
    [lead, 'wave.act', (value) => ({ wave: value, act: value, sure: value })],
  ];
}

/** The lines that hold a text, by who types them. */
export function lines({ champion, leadership, lead }: Cast): [who: string, line: (text: string) => string][] {
  return [
    [ANY, (text) => text],
    [ANY, (text) => `memento ${text}`],
    [ANY, (text) => `pause ${text}`],
    [champion, (text) => `sondage ${text}`],
    [champion, (text) => `cafe message ${text}`],
    [champion, (text) => `cafe ${text}`],
    [leadership, (text) => `bilan ${text}`],
    [lead, (text) => `vague personnes ${text}`],
    [lead, (text) => `<at>Percolateur</at> ${text}`],
  ];
}

/** All of it, and verbs, messages and keys that are made up. A field that is no text meets a quarter of the values. */
export function attempts(ids: Ids, cast: Cast): Attempt[] {
  const values = [...TEXTS, ...VALUES];
  const { agents } = cast;
  const named = (who: string, index: number) => (who === ANY ? (agents[index % agents.length] ?? who) : who);
  const taps = (entries: Entry[], step: number) =>
    entries.flatMap(([who, verb, data], row) =>
      values
        .filter((_, index) => (index + row) % step === 0)
        .map((value, index) => ({ who: named(who, index), verb, data: { ...data(value) } })),
    );
  const typed = lines(cast).flatMap(([who, line], row) =>
    TEXTS.filter((_, index) => (index + row) % 3 === 0).map((text, index) => ({
      who: named(who, index),
      line: line(text),
    })),
  );
  const forged = TEXTS.filter((text) => text !== '').flatMap((text, index) => [
    { who: named(ANY, index), verb: text, data: {} },
    { who: named(ANY, index), verb: 'checkin.answer', data: { m: text, time: text } },
    {
      who: named(ANY, index),
      verb: 'pause.until',
      data: JSON.parse(`{${JSON.stringify(text)}: 1, "days": "7x"}`),
    },
  ]);
  return [...taps(words(ids, cast), 1), ...taps(fields(ids, cast), 4), ...typed, ...forged];
}
