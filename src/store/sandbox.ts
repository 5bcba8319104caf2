import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

export type SandboxMessage = Schema['sandbox_message'];

/** Appends a message to a chat of the sandbox; one that is there already, sent again after a crash, stays as it is. */
export async function addSandboxMessage(tx: Tx, message: Omit<SandboxMessage, 'position'>): Promise<void> {
  const last = await tx
    .selectFrom('sandbox_message')
    .select(({ fn }) => fn.max<number | null>('position').as('position'))
    .where('recipient', '=', message.recipient)
    .executeTakeFirst();
  await tx
    .insertInto('sandbox_message')
    .values({ ...message, position: (last?.position ?? 0) + 1 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function replaceSandboxMessage(
  tx: Tx,
  id: string,
  text: string,
  card: string | null,
): Promise<void> {
  await tx.updateTable('sandbox_message').set({ text, card }).where('id', '=', id).execute();
}

export async function findSandboxMessage(tx: Tx, id: string): Promise<SandboxMessage | null> {
  return (await tx.selectFrom('sandbox_message').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** A chat, oldest first. */
export async function listSandboxMessages(tx: Tx, recipient: string): Promise<SandboxMessage[]> {
  return tx
    .selectFrom('sandbox_message')
    .selectAll()
    .where('recipient', '=', recipient)
    .orderBy('position')
    .execute();
}

/** The last cards the bot sent to a chat, oldest first. */
export async function latestSandboxMessages(
  tx: Tx,
  recipient: string,
  limit: number,
): Promise<SandboxMessage[]> {
  const rows = await tx
    .selectFrom('sandbox_message')
    .selectAll()
    .where('recipient', '=', recipient)
    .where('sender', '=', 'bot')
    .where('card', 'is not', null)
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse();
}
