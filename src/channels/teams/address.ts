import { z } from 'zod';
import type { Address } from '../channel.ts';

const schema = z.object({
  /** Where to call; null: where Teams last wrote from. */
  serviceUrl: z.string().nullable().default(null),
  /** null: the conversation is to be created with `aadId` or `userId`. */
  conversationId: z.string().min(1).nullable().default(null),
  conversationType: z.enum(['personal', 'groupChat', 'channel']).default('personal'),
  tenantId: z.string().nullable().default(null),
  botId: z.string().nullable().default(null),
  userId: z.string().nullable().default(null),
  aadId: z.string().nullable().default(null),
});

/** Where a message goes, as Teams needs it. */
export type TeamsAddress = z.infer<typeof schema>;

export function writeAddress(address: TeamsAddress): Address {
  return JSON.stringify(address);
}

/** Reads an address; what is no JSON is a channel's bare id (`19:...`), as somebody writes it in a programme. */
export function readAddress(address: Address): TeamsAddress | null {
  if (!address.trim().startsWith('{')) {
    return address.trim() === ''
      ? null
      : schema.parse({ conversationId: address.trim(), conversationType: 'channel' });
  }
  try {
    return schema.parse(JSON.parse(address));
  } catch {
    return null;
  }
}
