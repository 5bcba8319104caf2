import type { Command } from 'commander';
import { placesFromProcess } from '../config.ts';
import { type CampaignReport, outboxReport } from '../engine/outbox-report.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { inStore } from './database.ts';
import { sentence, tell } from './say.ts';

const COLUMNS = ['planned', 'sent', 'failed', 'skipped', 'waiting'] as const;

/** `percolateur outbox`: what became of every message. */
export function register(program: Command): void {
  program
    .command('outbox')
    .description(words.commands.outbox)
    .option('--campaign <début>', words.options.campaign, '')
    .action(async ({ campaign, json }: { campaign: string; json?: true }) => {
      const campaigns = await inStore(placesFromProcess(), (tx) => outboxReport(tx, campaign));
      const total = totalOf(campaigns);
      tell(json, { campaigns, total }, campaigns.length > 0 ? table(campaigns, total) : [words.outbox.empty]);
    });
}

type Total = Pick<CampaignReport, (typeof COLUMNS)[number]>;

function totalOf(campaigns: CampaignReport[]): Total {
  const total: Total = { planned: 0, sent: 0, failed: 0, skipped: 0, waiting: 0 };
  for (const row of campaigns) for (const column of COLUMNS) total[column] += row[column];
  return total;
}

function table(campaigns: CampaignReport[], total: Total): string[] {
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
