import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { hasEnded, isPaused, overOn, type WaveDefinition } from '../../domain/wave.ts';
import { type Instrument, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { note } from '../../engine/journal.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { callOff, courseOf, sendAgain, weeksOf } from '../../engine/waves.ts';
import type { Person } from '../../store/person.ts';
import { addWaveAct, listWaveActs, type WaveActRow } from '../../store/wave.ts';
import { tellLeads } from './leads.ts';
import { requireWave } from './named.ts';
import { actsOf, isPastWeeks, longDay, overview, reviewsAhead, whyNotProlonged } from './overview.ts';

const actSchema = z.object({
  wave: z.string().max(64),
  act: z.enum(['pause', 'resume', 'prolong', 'end']),
  /** The second tap: what it does was read. */
  sure: z.boolean().optional(),
});
type Act = z.infer<typeof actSchema>['act'];

/** Pausing, resuming, prolonging and ending a wave, each told before it is done. */
export function actVerb(others: readonly Instrument[]) {
  return verb('wave.act', actSchema, async (turn, { person, data }) => {
    const wave = requireWave(turn, data.wave);
    if (hasEnded(wave)) throw new Refusal('wave_ended');
    if (!actsOf(turn, wave).includes(data.act)) {
      const done = (await listWaveActs(turn.tx)).filter((row) => row.wave === wave.id);
      return overview(turn, others, 'replace', notDone(turn, wave, data.act, done));
    }
    if (!data.sure) return ask(turn, data.wave, data.act);
    await act(turn, person, data.wave, data.act);
    const acts = (await listWaveActs(turn.tx)).filter((row) => row.wave === wave.id);
    const course = { ...wave.course, ...courseOf(acts) };
    const waves = turn.programme.waves.map((one) =>
      one.id === wave.id ? { ...one, weeks: weeksAfter(one, data.act), course } : one,
    );
    const after = { ...turn, programme: { ...turn.programme, waves } };
    return overview(after, others, 'replace', text(`wave.done.${data.act}`, { wave: wave.name }));
  });
}

/** Why nothing was done: two leads, or two taps, and it is so already; or it cannot be, and what stands in its way. */
function notDone(turn: Turn, wave: WaveDefinition, name: Act, done: readonly WaveActRow[]): string {
  const values = { wave: wave.name };
  const already = text('wave.already', values);
  if (isPaused(wave)) return name === 'pause' ? already : text('wave.cannot.paused', values);
  if (name === 'resume')
    return done.some(({ act }) => act === 'resume') ? already : text('wave.cannot.not_paused', values);
  const why = whyNotProlonged(turn, wave);
  if (name !== 'prolong' || why?.because === 'over') return text(`wave.cannot.${name}_over`, values);
  if (why === null || (why.because === 'early' && done.some(({ act }) => act === 'prolong'))) return already;
  return text(`wave.cannot.prolong_${why.because}`, { ...values, by: 'by' in why ? why.by : '' });
}

/** The turn's own waves were read before the act. */
function weeksAfter(wave: WaveDefinition, name: Act): number {
  return name === 'prolong' ? weeksOf(wave, [{ act: 'prolong' }]) : wave.weeks;
}

function ask(turn: Turn, id: string, name: Act): ReplyMessage {
  const wave = requireWave(turn, id);
  const reviews = name === 'end' ? reviewsAhead(turn, wave) : [];
  const lines = [
    text(name === 'resume' && isPastWeeks(turn, wave) ? 'wave.ask.resume_over' : `wave.ask.${name}`, {
      over: longDay(overOn({ ...wave, weeks: weeksAfter(wave, name) }).toString()),
    }),
    ...(reviews.length > 0 ? [text('wave.ask.reviews', { reviews: reviews.join(', ') })] : []),
    text(`wave.undo.${name}`),
    text('wave.ask.named'),
  ];
  return notice(
    text(`wave.ask.title.${name}`, { wave: wave.name }),
    lines,
    [
      { title: text(`wave.sure.${name}`), data: { v: 'wave.act', wave: id, act: name, sure: true } },
      { title: text('wave.back'), data: { v: 'wave.show' } },
    ],
    'replace',
  );
}

async function act(turn: Turn, person: Person, id: string, name: Act): Promise<void> {
  const number = await addWaveAct(turn.tx, id, name, person.id, turn.today.toString());
  await note(turn, person.id, `wave.${name}`, id);
  if (name === 'pause') await callOff(turn.tx, id, 'wave_paused');
  if (name === 'resume') await sendAgain(turn, id);
  if (name === 'end') await callOff(turn.tx, id, 'wave_ended');
  await tellLeads(turn, {
    campaign: `wave/${id}/${name}/${number}`,
    template: 'wave-told',
    params: { wave: id, number },
    except: person,
  });
}
