import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { type Drawing, type Drawn, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { note } from '../../engine/journal.ts';
import type { Turn } from '../../engine/turn.ts';
import { refreshSent } from '../../store/refresh.ts';
import { addWaveAct, findPrepared, type PreparedWave, updatePrepared } from '../../store/wave.ts';
import { draftCampaign, draftsOf } from './decisions.ts';
import { draftData, followServices, prepareDraft } from './draft.ts';
import { tellLeads } from './leads.ts';
import { findWave } from './named.ts';
import { draftSchema, readDraft } from './typed.ts';

const aboutSchema = z.object({ draft: z.string().max(64) });

/** A draft is changed as often as one likes; a first « Confirmer » or « Ne pas donner suite » settles it, a second shows it. */
export const draftVerbs = [
  verb('wave.new', z.object({ wave: z.string().max(64).optional() }), async (turn, { data }) => {
    const source = data.wave === undefined ? null : findWave(turn, data.wave);
    // An old card, once that wave is extended: what was made of it.
    const made = source
      ? (await draftsOf(turn, source)).find(({ status }) => status === 'confirmed')
      : undefined;
    return show(turn, made ?? (await prepareDraft(turn, source)), 'replace');
  }),
  verb('wave.save', draftSchema, async (turn, { data }) => {
    const draft = await requireDraft(turn, data.draft);
    if (draft.status !== 'draft') return show(turn, draft, 'replace');
    const read = await followServices(turn, draft, await readDraft(turn, draft, data));
    await updatePrepared(turn.tx, read);
    return show(turn, read, 'replace');
  }),
  verb('wave.confirm', draftSchema, async (turn, { person, data }) => {
    const draft = await requireDraft(turn, data.draft);
    if (draft.status === 'dropped') throw new Refusal('wave_dropped');
    if (draft.status === 'confirmed') return show(turn, draft, 'replace');
    const read = await followServices(turn, draft, await readDraft(turn, draft, data));
    const wave: PreparedWave = { ...read, status: 'confirmed' };
    await updatePrepared(turn.tx, wave);
    await refreshSent(turn.tx, draftCampaign(wave));
    const number = await addWaveAct(turn.tx, wave.id, 'open', person.id, turn.today.toString());
    await note(turn, person.id, 'wave.open', wave.id);
    await tellLeads(turn, {
      campaign: `wave/${wave.id}/open/${number}`,
      template: 'wave-told',
      params: { wave: wave.id, number },
      except: person,
    });
    return show(turn, wave, 'replace');
  }),
  verb('wave.drop', aboutSchema, async (turn, { person, data }) => {
    const draft = await requireDraft(turn, data.draft);
    if (draft.status !== 'draft') return show(turn, draft, 'replace');
    const dropped: PreparedWave = { ...draft, status: 'dropped' };
    await updatePrepared(turn.tx, dropped);
    await refreshSent(turn.tx, draftCampaign(dropped));
    await addWaveAct(turn.tx, draft.id, 'drop', person.id, turn.today.toString());
    await note(turn, person.id, 'wave.drop', draft.id);
    return show(turn, dropped, 'replace');
  }),
];

export async function show(
  turn: Turn,
  draft: PreparedWave,
  mode: 'message' | 'replace',
): Promise<ReplyMessage> {
  return { mode, template: 'wave-draft', data: await draftData(turn, draft) };
}

export async function drawDraft(turn: Turn, { params, shown }: Drawing): Promise<Drawn> {
  const draft = await findPrepared(turn.tx, aboutSchema.parse(params).draft);
  if (!draft || (!shown && draft.status !== 'draft')) return { skip: 'cancelled' };
  return { data: await draftData(turn, draft) };
}

async function requireDraft(turn: Turn, id: string): Promise<PreparedWave> {
  const draft = await findPrepared(turn.tx, id);
  if (!draft) throw new Refusal('unknown_action');
  return draft;
}
