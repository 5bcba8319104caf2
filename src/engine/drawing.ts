import type { Channel, Outgoing } from '../channels/channel.ts';
import type { OutboxRow } from '../store/outbox.ts';
import type { Person } from '../store/person.ts';
import type { Drawn, Instrument } from './instrument.ts';
import { renderCard } from './render.ts';
import type { Turn } from './turn.ts';

/** A message as it looks now, or why it need not be sent. `shown`: it already is in front of its reader. */
export type Drawer = (
  turn: Turn,
  row: Pick<OutboxRow, 'id' | 'template' | 'params'>,
  person: Person | null,
  shown?: boolean,
) => Promise<{ message: Outgoing } | Extract<Drawn, { skip: unknown }>>;

/**
 * Messages are drawn when they are sent, and again when they are answered, from the same few parameters: what is
 * shown is always what is true.
 */
export function createDrawer(instruments: readonly Instrument[]): Drawer {
  const byTemplate = new Map(instruments.flatMap((instrument) => Object.entries(instrument.draw ?? {})));
  return async (turn, row, person, shown = false) => {
    const draw = byTemplate.get(row.template);
    if (!draw) throw new Error(`no instrument draws ${row.template}`);
    const drawn = await draw(turn, { person, params: row.params, shown });
    return 'skip' in drawn ? drawn : { message: renderCard(drawn.card ?? row.template, drawn.data, row.id) };
  };
}

/** Adds the pictures of a card's charts, for channels that cannot draw them. */
export async function withImages(
  channel: Pick<Channel, 'chartImages'>,
  message: Outgoing,
): Promise<Outgoing> {
  if (!channel.chartImages || !message.card || !JSON.stringify(message.card).includes('"Chart.'))
    return message;
  const { chartPng } = await import('../charts/png.ts');
  const { chartsOf } = await import('../charts/find.ts');
  const images = [];
  for (const chart of chartsOf(message.card)) images.push(await chartPng(chart));
  return { ...message, images };
}
