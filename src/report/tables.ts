import type { PublishedTable } from '../domain/publishing.ts';
import { GROUPED } from '../domain/publishing.ts';
import { textOf } from '../engine/texts.ts';
import words from '../locales/export.fr.json' with { type: 'json' };
import { ROLE_WORDS } from '../programme/person-line.ts';
import type { Published } from './collect.ts';
import type { Cell, Table } from './csv.ts';
import { figureRows } from './figures/review.ts';

/** A file of the export and its columns are named in the dictionary; here are their rows, in its order. */
export type FileName = keyof typeof words.files;

type Round = Published['rounds'][number];
const { values } = words;

const ROWS: Record<FileName, (published: Published) => Cell[][]> = {
  'rondes.csv': ({ rounds }) => rounds.map(roundRow),
  'resultats.csv': ({ rounds }) => rounds.flatMap(resultRows),
  'textes.csv': ({ rounds }) => rounds.flatMap(textRows),
  'bilans.csv': ({ digests }) =>
    digests.map(({ wave, milestone, note, data }) => [
      wave,
      milestone,
      data.dueOn,
      // Spreadsheets know no « T » between a date and its time.
      data.postedAt?.replace('T', ' ') ?? null,
      note,
    ]),
  'chiffres.csv': figureRows,
  'suites.csv': ({ digests }) => digests.flatMap(followupRows),
  'decisions.csv': ({ decisions }) =>
    decisions.map(({ wave, role, decision, on }) => [
      wave,
      ROLE_WORDS[role],
      textOf(`digest.decision.${decision}`) ?? decision,
      on,
    ]),
  'envois.csv': ({ deliveries }) =>
    (deliveries ?? []).map(({ campaign, planned, sent, failed, skipped, waiting }) => [
      campaign,
      planned,
      sent,
      failed,
      skipped,
      waiting,
    ]),
  'raisons.csv': ({ deliveries }) =>
    (deliveries ?? []).flatMap(({ campaign, reasons }) =>
      reasons.map(({ reason, sentence, count }) => [campaign, reason, sentence, count]),
    ),
};

/** What becomes of each campaign is not for every reader. */
const DELIVERIES: readonly FileName[] = ['envois.csv', 'raisons.csv'];

const FILES = Object.keys(ROWS).filter((name): name is FileName => Object.hasOwn(words.files, name));

/** The files that these data fill. */
export function filesOf({ deliveries }: Published): FileName[] {
  return FILES.filter((name) => deliveries !== null || !DELIVERIES.includes(name));
}

export function tableOf(file: FileName, published: Published): Table {
  return { columns: Object.keys(words.files[file].columns), rows: ROWS[file](published) };
}

/** What each column of these files means, its type and its unit. */
export function dictionary(files: readonly FileName[]): Table {
  return {
    columns: values.dictionary,
    rows: files.flatMap((file) =>
      Object.entries(words.files[file].columns).map(([column, [type = '', unit = '', meaning = '']]) => [
        file,
        column,
        type,
        unit || null,
        meaning,
      ]),
    ),
  };
}

function followupRows({ wave, milestone, data: { followup } }: Published['digests'][number]): Cell[][] {
  const { answered = [], unanswered = [] } = followup ?? {};
  return [
    ...answered.map(({ title, state, words: said, milestone: under }) => [
      wave,
      milestone,
      title,
      values.states[state],
      said,
      under,
    ]),
    ...unanswered.map(({ title, since }) => [wave, milestone, title, values.states.unanswered, null, since]),
  ];
}

function roundRow(round: Round): Cell[] {
  const head = [round.id, values.kinds[round.kind], round.subject, round.wave, round.number];
  const dates = [round.openedOn, round.closedOn];
  if (round.kind === 'checkin') {
    const why = round.participation === null ? hidden('too_small') : null;
    return [...head, ...dates, round.invited, round.participation, why];
  }
  const { result } = round;
  if (result.hidden) return [...head, ...dates, result.invited, null, hidden(result.reason)];
  return [...head, ...dates, result.invited, result.answered, null];
}

function resultRows(round: Round): Cell[][] {
  if (round.kind === 'checkin' || round.result.hidden) return [];
  const { tables, byDepartment } = round.result;
  return Object.entries(tables).flatMap(([question, table]) => [
    ...tableRows(round, question, values.whole, table),
    ...(byDepartment[question] ?? []).flatMap(({ department, ...part }) =>
      tableRows(round, question, department === GROUPED ? values.grouped : department, part),
    ),
  ]);
}

function tableRows(round: Round, question: string, service: string, table: PublishedTable): Cell[][] {
  const head = [round.id, question, titleOf(round, question), service];
  if ('hidden' in table) return [[...head, null, null, null, null, hidden(table.reason)]];
  if ('nearlyAll' in table) {
    const choice = table.nearlyAll;
    return [[...head, choice, choiceOf(round, question, choice), null, null, values.nearlyAll]];
  }
  return Object.entries(table.counts).map(([choice, count]) => [
    ...head,
    choice,
    choiceOf(round, question, choice),
    count,
    table.n,
    null,
  ]);
}

function textRows(round: Round): Cell[][] {
  if (round.kind === 'checkin') return [];
  return Object.entries(round.texts).flatMap(([question, texts]) =>
    (texts ?? []).map((text) => [round.id, question, titleOf(round, question), text]),
  );
}

function titleOf({ questions }: Round, question: string): string {
  const asked = questions.find(({ id }) => id === question)?.title;
  return asked ?? textOf(`digest.long.section.${question}`) ?? question;
}

function choiceOf({ questions }: Round, question: string, choice: string): string {
  const asked = questions.find(({ id }) => id === question)?.choices.find(({ id }) => id === choice)?.title;
  return asked ?? textOf(`band.${choice}`) ?? textOf(`blocker.${choice}`) ?? choice;
}

function hidden(reason: string): string {
  return textOf(`hidden.${reason}`) ?? reason;
}
