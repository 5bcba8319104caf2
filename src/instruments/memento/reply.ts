import { z } from 'zod';
import { type CardData, type ReplyMessage, verb } from '../../engine/instrument.ts';
import type { Turn } from '../../engine/turn.ts';
import { acknowledge } from '../../store/acknowledgement.ts';
import { saveMementoVersion, versionsSaying } from '../../store/memento-version.ts';
import type { Person } from '../../store/person.ts';
import { mementoData } from './card.ts';

/** What the buttons of a card of the memento carry: the version it shows, since which one, and whether all of it. */
const shownSchema = z.object({
  version: z.string(),
  since: z.string().optional(),
  whole: z.boolean().optional(),
});
type Shown = z.infer<typeof shownSchema>;

/** « J'ai lu et compris »: of the version in force. A card of an older one shows what is new, to be read first. */
export const acknowledgeVerb = verb('memento.acknowledge', shownSchema, async (turn, { person, data }) => {
  const { memento } = turn.programme;
  const today = turn.today.toString();
  const same = await versionsSaying(turn.tx, memento);
  if (!same.includes(data.version)) return replace(await newsSince(turn, person, data.version));
  await saveMementoVersion(turn.tx, memento, today);
  await acknowledge(turn.tx, memento.version, person.id, today);
  return replace(await mementoData(turn, person, { ...data, page: Number.MAX_SAFE_INTEGER }));
});

/** The next page, or the one before. */
export const pageVerb = verb(
  'memento.page',
  shownSchema.extend({ page: z.coerce.number().int() }),
  async (turn, { person, data }) => {
    const replaced = data.version !== turn.programme.memento.version;
    return replace(
      replaced ? await newsSince(turn, person, data.version) : await mementoData(turn, person, data),
    );
  },
);

async function newsSince(turn: Turn, person: Person, version: Shown['version']): Promise<CardData> {
  return mementoData(turn, person, { since: version, replaced: true });
}

function replace(data: CardData): ReplyMessage {
  return { mode: 'replace', template: 'memento', data };
}
