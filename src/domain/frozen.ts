import type { Published } from './publishing.ts';

/** What is left of a round once it is closed. Digest, dashboard, export and sharing read this and nothing else. */
export type FrozenRound = {
  id: string;
  subject: string;
  wave: string;
  number: number;
  /** Local dates. */
  openedOn: string;
  closedOn: string;
} & (
  | { kind: 'survey' | 'block'; result: Published; texts: Record<string, string[] | null> }
  /** A week publishes its participation only, in steps of 5; null when too few were invited. */
  | { kind: 'checkin'; invited: number; participation: number | null }
);
