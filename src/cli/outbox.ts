import type { Command } from 'commander';
import { placesFromProcess } from '../config.ts';
import { type CampaignReport, outboxReport } from '../engine/outbox-report.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { formatCsv, type Table } from '../report/csv.ts';
import { inStore } from './database.ts';
import { noteOutside } from './noting.ts';
import { campaignTable, peopleTable } from './outbox/tables.ts';
import { sentence, tell } from './say.ts';

const COLUMNS = ['planned', 'sent', 'failed', 'skipped', 'waiting'] as const;

type Options = { campaign: string; csv?: true; people?: true; json?: true };

/** `percolateur outbox`: what became of every message. */
export function register(program: Command): void {
  program
    .command('outbox')
    .description(words.commands.outbox)
    .option('--campaign <début>', words.options.campaign, '')
    .option('--csv', words.options.outbox_csv)
    .option('--people', words.options.outbox_people)
    .action(async ({ campaign, csv, people, json }: Options) => {
      const places = placesFromProcess();
      if (people) {
        print(await inStore(places, (tx) => peopleTable(tx, campaign)));
        await noteOutside(places, 'export', 'outbox');
        return;
      }
      const campaigns = await inStore(places, (tx) => outboxReport(tx, campaign));
      if (csv) return print(campaignTable(campaigns));
      const total = totalOf(campaigns);
      tell(json, { campaigns, total }, campaigns.length > 0 ? lines(campaigns, total) : [words.outbox.empty]);
    });
}

function print(table: Table): void {
  console.log(formatCsv(table).replace(/\r\n$/, ''));
}

type Total = Pick<CampaignReport, (typeof COLUMNS)[number]>;

function totalOf(campaigns: CampaignReport[]): Total {
  const total: Total = { planned: 0, sent: 0, failed: 0, skipped: 0, waiting: 0 };
  for (const row of campaigns) for (const column of COLUMNS) total[column] += row[column];
  return total;
}

function lines(campaigns: CampaignReport[], total: Total): string[] {
  const width = Math.max(...campaigns.map(({ campaign }) => campaign.length), words.outbox.total.length);
  const line = (name: string, cells: readonly (string | number)[]) =>
    [
      name.padEnd(width),
      ...cells.map((cell, index) => String(cell).padStart(heads[index]?.length ?? 0)),
    ].join('  ');
  const heads = COLUMNS.map((column) => words.outbox[column]);
  const cells = (row: Total) => COLUMNS.map((column) => row[column]);
  return [
    line(words.outbox.campaign, heads),
    ...campaigns.flatMap((row) => [
      line(row.campaign, cells(row)),
      ...row.reasons.map((reason) => sentence(words.outbox.reason, reason)),
    ]),
    line(words.outbox.total, cells(total)),
  ];
}
