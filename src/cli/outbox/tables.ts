import { type CampaignReport, titleOf } from '../../engine/outbox-report.ts';
import { textOf } from '../../engine/texts.ts';
import words from '../../locales/cli.fr.json' with { type: 'json' };
import type { Table } from '../../report/csv.ts';
import { listEverybody } from '../../store/person.ts';
import type { Tx } from '../../store/store.ts';
import { listUnsent } from '../../store/tally.ts';

const { columns } = words.outbox;

/** A line a campaign and reason, reminders left out: how many were reminded is how many were silent, to the person. */
export function campaignTable(campaigns: readonly CampaignReport[]): Table {
  return {
    columns: columns.campaigns,
    rows: campaigns
      .filter(({ campaign }) => !campaign.includes('/reminder/'))
      .flatMap((report) => {
        const { campaign, title, planned, sent, failed, skipped, waiting } = report;
        const head = [campaign, title, planned, sent, failed, skipped, waiting];
        if (report.reasons.length === 0) return [[...head, null, null, null, null]];
        return report.reasons.map(({ reason, sentence, count }) => [
          ...head,
          reason,
          count,
          ...whyAndRemedy(sentence),
        ]);
      }),
  };
}

/**
 * Messages that ask nothing confidential, and so may stand beside a name. Whatever is not listed is not: of a survey, a
 * week's card or what follows a Café, even a technical reason says who was asked what.
 */
const NAMED_CAMPAIGNS =
  /^(?:contact|welcome|memento|followup|answers)\/|^cafe\/(?:remind|waiting|seat|message|change)\//;
/** What somebody can mend. A pause, a blocked bot, a refusal are people's own choice: counted, never named. */
const MENDABLE: readonly string[] = [
  'not_installed',
  'disabled_by_admin',
  'no_channel',
  'payload_refused',
  'rate_limited',
  'platform_error',
  'no_answer',
];

/** A line a person and campaign that did not reach them, why, and what to do; of those who are still there. */
export async function peopleTable(tx: Tx, prefix: string): Promise<Table> {
  const everybody = await listEverybody(tx);
  const people = new Map(everybody.filter(({ leftOn }) => leftOn === null).map((one) => [one.id, one]));
  const unsent = (await listUnsent(tx, MENDABLE)).filter(
    ({ campaign }) => NAMED_CAMPAIGNS.test(campaign) && campaign.startsWith(prefix),
  );
  return {
    columns: columns.people,
    rows: unsent.flatMap(({ campaign, person_id, reason, due_at }) => {
      const person = people.get(person_id);
      if (!person) return [];
      const { id, name, email, department } = person;
      const why = whyAndRemedy(textOf(`reasons.${reason}`) ?? reason);
      return [
        [campaign, titleOf(campaign), due_at.slice(0, 10), id, name, email, department, reason, ...why],
      ];
    }),
  };
}

/** The sentence of a reason says why, then what to do where there is something to do. */
function whyAndRemedy(sentence: string): [why: string, remedy: string | null] {
  const end = sentence.indexOf('. ');
  return end < 0 ? [sentence, null] : [sentence.slice(0, end + 1), sentence.slice(end + 2)];
}
