import type { DigestData } from '../../domain/digest.ts';
import type { FrozenRound } from '../../domain/frozen.ts';
import type { Role } from '../../domain/person.ts';
import { type CampaignReport, outboxReport } from '../../engine/outbox-report.ts';
import { definitionOf, type RoundDefinition } from '../../engine/rounds.ts';
import { figuresOf } from '../../instruments/digest/stored.ts';
import { listDecisions } from '../../store/decision.ts';
import { listDigests } from '../../store/digest.ts';
import { findPerson } from '../../store/person.ts';
import { frozenData, listRounds } from '../../store/round.ts';
import type { Tx } from '../../store/store.ts';

/** Everything that may leave the house: what is frozen or posted, and nothing with a name. */
export type Published = {
  rounds: (FrozenRound & { questions: RoundDefinition['questions'] })[];
  digests: { wave: string; milestone: string; note: string | null; data: DigestData }[];
  /** `role`: the highest of the person's; `on`: a date. */
  decisions: { wave: string; role: Role; decision: string; on: string }[];
  deliveries: CampaignReport[];
};

export async function collect(tx: Tx): Promise<Published> {
  const rounds: Published['rounds'] = [];
  for (const round of await listRounds(tx, { status: 'closed' })) {
    const frozen = await frozenData(tx, round.id);
    if (frozen) rounds.push({ ...frozen, questions: definitionOf(round).questions });
  }
  const posted = (await listDigests(tx)).filter(({ status }) => status === 'posted');
  const waves = new Set(posted.map(({ wave }) => wave));
  return {
    rounds,
    digests: posted.map((row) => ({
      wave: row.wave,
      milestone: row.milestone,
      note: row.note,
      data: figuresOf(row),
    })),
    decisions: (await Promise.all([...waves].map((wave) => decisionsOf(tx, wave)))).flat(),
    // How many were reminded is how many were silent, to the person.
    deliveries: (await outboxReport(tx)).filter(({ campaign }) => !campaign.includes('/reminder/')),
  };
}

const RANK: readonly Role[] = ['leadership', 'lead', 'champion', 'agent'];

async function decisionsOf(tx: Tx, wave: string): Promise<Published['decisions']> {
  const decisions: Published['decisions'] = [];
  for (const { person_id, decision, at } of await listDecisions(tx, wave)) {
    const person = await findPerson(tx, person_id);
    // Only the leadership decides: an erased person was of it.
    const role = RANK.find((name) => person?.roles.includes(name)) ?? 'leadership';
    decisions.push({ wave, role, decision, on: at.slice(0, 10) });
  }
  return decisions;
}
