import { openOurs } from './ours.ts';

/** A message of the outbox, as somebody who stole the file reads it. */
export type StolenMessage = {
  campaign: string;
  template: string;
  personId: string | null;
  params: string;
  status: string;
  reason: string | null;
  ephemeral: number;
  shown: Uint8Array | null;
};

/** A message that the sandbox keeps in the place of a chat platform. `card` is JSON. */
export type StolenCard = { recipient: string; sender: string; text: string; card: string | null };

const OUTBOX =
  'select campaign, template, person_id as personId, params, status, reason, ephemeral, shown from outbox';
const CARDS = 'select recipient, sender, text, card from sandbox_message';

/** One after the other: a large commune has a hundred thousand. */
export function eachMessage(file: string, look: (message: StolenMessage) => void): void {
  each<StolenMessage>(file, OUTBOX, look);
}

export function eachCard(file: string, look: (card: StolenCard) => void): void {
  each<StolenCard>(file, CARDS, look);
}

function each<Row>(file: string, sql: string, look: (row: Row) => void): void {
  const sqlite = openOurs(file);
  try {
    for (const row of sqlite.prepare<[], Row>(sql).iterate()) look(row);
  } finally {
    sqlite.close();
  }
}
