import { Temporal } from 'temporal-polyfill';
import { frenchDay } from '../../engine/dates.ts';
import type { Reading } from '../../engine/instrument.ts';
import { text } from '../../engine/texts.ts';
import type { Person } from '../../store/person.ts';
import { rowsAbout } from '../../store/personal.ts';

/** What somebody did to waves, as a lead. */
export async function wavePersonal({ tx, programme }: Reading, { id, name }: Person): Promise<string[]> {
  return (await rowsAbout(tx, 'wave_act', id)).map(({ wave, act, on_day }) =>
    text('wave.personal', {
      wave: programme.waves.find(({ id }) => id === wave)?.name ?? wave,
      did: text(`wave.did.${act}`, { who: name, on: frenchDay(Temporal.PlainDate.from(on_day), true) }),
    }),
  );
}
