import { Temporal } from 'temporal-polyfill';
import { atLocal, localMinute } from '../../domain/calendar.ts';
import { DIGEST_TIME, dueOn, MILESTONES, type Milestone, previewOn } from '../../domain/milestone.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import { stamp } from '../../engine/clock.ts';
import type { Occurrence } from '../../engine/instrument.ts';
import type { Turn } from '../../engine/turn.ts';
import { findDigest, insertDigest, listDigests, updateDigest } from '../../store/digest.ts';
import { listPeople } from '../../store/person.ts';
import { cardWords } from './card.ts';
import { computeDigest } from './compute.ts';
import { digestMarkdown } from './markdown.ts';
import { figuresOf } from './stored.ts';

/** Days a digest waits for its channel: a leadership channel can be bound late. */
const PATIENCE_DAYS = 5;
/** After a long stop J+90 is still worth posting; the others end where the next one begins. */
const LAST_PATIENCE_DAYS = 60;

/** For each milestone, the preview to the lead, then the post to the leadership channel. */
export async function digestOccurrences(turn: Turn, wave: WaveDefinition): Promise<Occurrence[]> {
  const launch = Temporal.PlainDate.from(wave.launchDate);
  const digests = await listDigests(turn.tx);
  const occurrences: Occurrence[] = [];
  for (const [index, milestone] of MILESTONES.entries()) {
    const due = dueOn(turn.calendar, launch, milestone);
    const next = MILESTONES[index + 1];
    const end = next ? previewOn(turn.calendar, launch, next) : launch.add({ days: 90 + LAST_PATIENCE_DAYS });
    const until = atLocal(turn.calendar, end, DIGEST_TIME);
    const stored = digests.find((row) => row.wave === wave.id && row.milestone === milestone);
    const key = `digest/${wave.id}/${milestone}`;
    occurrences.push(
      {
        key: `${key}/preview`,
        at: atLocal(turn.calendar, previewOn(turn.calendar, launch, milestone), DIGEST_TIME),
        until,
        evenIf: 'paused',
        run: (inner) => preview(inner, wave, milestone),
      },
      {
        key: `${key}/post`,
        at: postAt(turn, stored?.post_on ?? due.toString()),
        until,
        evenIf: 'paused',
        run: (inner) => post(inner, wave, milestone),
      },
    );
  }
  return occurrences;
}

/** The instant at which a digest is posted. */
export function postAt(turn: Turn, postOn: string): Temporal.Instant {
  return atLocal(turn.calendar, Temporal.PlainDate.from(postOn), DIGEST_TIME);
}

/** Reads the figures, once and for all, and shows them to the leads. */
async function preview(turn: Turn, wave: WaveDefinition, milestone: Milestone): Promise<void> {
  const data = await computeDigest(turn, wave, milestone);
  await insertDigest(turn.tx, {
    wave: wave.id,
    milestone,
    due_on: data.dueOn,
    post_on: data.dueOn,
    status: 'previewed',
    data: JSON.stringify(data),
    note: null,
    posted_at: null,
    words: null,
  });
  const posted = postAt(turn, data.dueOn);
  await turn.plan({
    campaign: `digest/${wave.id}/${milestone}/preview`,
    template: 'digest-preview',
    params: { wave: wave.id, milestone },
    to: (await listPeople(turn.tx)).filter(({ roles }) => roles.includes('lead')),
    at: turn.now,
    // Past the post it is still their copy.
    until: later(posted, turn.now).add({ hours: 24 * PATIENCE_DAYS }),
    solicited: true,
    priority: 1,
  });
}

/** Never without a preview: what nobody read before is not published. */
async function post(turn: Turn, wave: WaveDefinition, milestone: Milestone): Promise<void> {
  const row = await findDigest(turn.tx, wave.id, milestone);
  if (!row || row.status === 'posted') return;
  const data = { ...figuresOf(row), postedAt: localMinute(turn.calendar, turn.now) };
  await updateDigest(turn.tx, wave.id, milestone, {
    status: 'posted',
    posted_at: stamp(turn.now),
    data: JSON.stringify(data),
    words: JSON.stringify({ card: cardWords(data, row.note), long: digestMarkdown(data, row.note) }),
  });
  await turn.plan({
    campaign: `digest/${wave.id}/${milestone}`,
    template: 'digest',
    params: { wave: wave.id, milestone },
    to: 'leadership',
    at: turn.now,
    until: turn.now.add({ hours: 24 * PATIENCE_DAYS }),
    solicited: true,
    priority: 1,
  });
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) > 0 ? a : b;
}
