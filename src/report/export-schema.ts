import { z } from 'zod';
import type { FrozenRound } from '../domain/frozen.ts';
import type { Published } from './collect.ts';
import { digestSchema } from './digest-schema.ts';
import { choices, hidden, whole } from './survey-schema.ts';

/** Counts up when a key is renamed, removed, or changes its meaning; a key that is added leaves it. */
const VERSION = 1;
/** The schema's file, beside the data. */
export const SCHEMA_FILE = 'percolateur.schema.json';

/** What is frozen, but for the services that are shown together: their names are in no review. */
type Told<Frozen> = Frozen extends { result: infer Result }
  ? Omit<Frozen, 'result'> & { result: Unnamed<Result> }
  : Frozen;
type Unnamed<Result> = Result extends { groups: (infer Group)[] }
  ? Omit<Result, 'groups'> & { groups: Omit<Group, 'members'>[] }
  : Result;

const counts = z.record(z.string(), whole);
const table = z.union([z.object({ n: whole, counts }), z.object({ nearlyAll: z.string() }), hidden]);
const result = z.union([
  hidden.extend({ invited: whole }),
  z.object({
    hidden: z.literal(false),
    invited: whole,
    answered: whole,
    groups: z.array(z.object({ department: z.string(), invited: whole, answered: whole })),
    tables: z.record(z.string(), table),
    byDepartment: z.record(z.string(), z.array(z.object({ department: z.string() }).and(table))),
  }),
]);

const round: z.ZodType<Told<FrozenRound>> = z
  .object({
    id: z.string(),
    subject: z.string(),
    wave: z.string(),
    number: whole,
    openedOn: z.iso.date(),
    closedOn: z.iso.date(),
  })
  .and(
    z.union([
      z.object({
        kind: z.enum(['survey', 'block']),
        result,
        texts: z.record(z.string(), z.array(z.string()).nullable()),
      }),
      z.object({ kind: z.literal('checkin'), invited: whole, participation: whole.nullable() }),
    ]),
  );

const question = z.object({
  id: z.string(),
  kind: z.enum(['choice', 'several', 'scale', 'number', 'text']),
  title: z.string(),
  choices,
  optional: z.boolean(),
  right: z.string().nullish(),
});

const deliveries = z.object({
  campaign: z.string(),
  title: z.string(),
  planned: whole,
  sent: whole,
  failed: whole,
  skipped: whole,
  waiting: whole,
  reasons: z.array(z.object({ reason: z.string(), sentence: z.string(), count: whole })),
});

const exported = z.object({
  $schema: z.literal(SCHEMA_FILE),
  version: z.literal(VERSION),
  rounds: z.array(round.and(z.object({ questions: z.array(question) }))),
  digests: z.array(
    z.object({ wave: z.string(), milestone: z.string(), note: z.string().nullable(), data: digestSchema }),
  ),
  decisions: z.array(
    z.object({
      wave: z.string(),
      role: z.enum(['agent', 'champion', 'leadership', 'lead']),
      decision: z.enum(['maintain', 'extend', 'pivot']),
      on: z.iso.date(),
    }),
  ),
  deliveries: z.array(deliveries).nullable(),
});

/** The open data: what the schema names, and nothing else that may lie in a stored row. */
export function exportData(published: Published): z.infer<typeof exported> {
  return exported.parse({ $schema: SCHEMA_FILE, version: VERSION, ...published });
}

/** The JSON Schema (draft 2020-12) of `percolateur.json`. */
export function exportSchema(): object {
  return z.toJSONSchema(exported, { io: 'output', target: 'draft-2020-12', reused: 'ref', override: bare });
}

/** The bounds of what a computer can count are no rule of ours, and a reader takes keys that come later. */
function bare({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  delete jsonSchema.additionalProperties;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
