import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/domain/command.ts';
import { type Act, PERMISSIONS } from '../../src/domain/permissions.ts';
import { instruments } from '../../src/instruments/index.ts';
import { ACTORS, DENIED, isAboutOneself, isGranted, startWorld } from './roles-world.ts';

const ACTS = Object.keys(PERMISSIONS).filter((act): act is Act => act in PERMISSIONS);
const CELLS = ACTS.flatMap((act) =>
  Object.entries(ACTORS).map(([who, actor]) => ({ act, who, actor, granted: isGranted(act, actor) })),
);

/** What they are about is not in the button, but in the card it is on: there is none here. */
const NEED_A_CARD: ReadonlySet<Act> = new Set(['digest.note', 'digest.delay']);

describe('the table of permissions', () => {
  it('has a line for every verb and every command, and no other', () => {
    const verbs = instruments.flatMap((instrument) => instrument.verbs ?? []).map(({ verb }) => verb);
    expect(ACTS.filter((act) => act.includes('.')).sort()).toEqual(verbs.sort());
    const commands = ACTS.filter((act) => !/[. ]/.test(act));
    expect(commands.sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
  });
});

describe('everybody who tries everything', () => {
  it('is refused what the table does not give, in words, and nothing is stored but a line in the journal', async () => {
    const world = await startWorld();
    const before = world.tables();
    const wrong: string[] = [];
    const noted = new Set<string>();
    for (const { act, who, actor } of CELLS.filter(({ granted }) => !granted)) {
      const reply = await world.attempt(actor.id, act);
      if (!DENIED.includes(reply?.refused ?? '')) wrong.push(`${act}, ${who}: ${reply?.refused}`);
      // A refused tap leaves a line in the journal, one a day; words leave one only from somebody who left.
      const isTap = act.includes('.');
      if (isTap && reply?.refused !== 'round_closed')
        noted.add(`refused ${actor.id} ${reply?.refused} ${act}`);
      else if (actor.hasLeft) noted.add(`refused ${actor.id} left`);
      if (!/[.]$/.test(reply?.message.text ?? '')) wrong.push(`${act}, ${who}: ${reply?.message.text}`);
    }
    expect(wrong).toEqual([]);
    const { audit, ...after } = world.tables();
    const { audit: earlier, ...kept } = before;
    expect(after).toEqual(kept);
    const lines = (audit ?? []).slice(earlier?.length).map((row) => JSON.parse(row));
    expect(lines.map(({ act, actor, object }) => `${act} ${actor} ${object}`)).toEqual([...noted]);
  });

  it('gets what the table gives, and of their own service only', async () => {
    const world = await startWorld();
    const wrong: string[] = [];
    for (const { act, who, actor } of CELLS.filter(({ granted }) => granted)) {
      const reply = await world.attempt(actor.id, act);
      const refused = reply?.refused ?? '';
      const failed = [...DENIED, ...(NEED_A_CARD.has(act) ? [] : ['bad_input']), 'not_stored'];
      if (failed.includes(refused)) wrong.push(`${act}, ${who}: ${refused}`);
      const isElsewhere = !isGranted('cafe.show', actor) && !isGranted('cafe.move', actor);
      if (isAboutOneself(act) && isElsewhere && /Hier|Demain/.test(JSON.stringify(reply)))
        wrong.push(`${act}, ${who}: told too much`);
    }
    expect(wrong).toEqual([]);
    const rows = (world.tables().session ?? []).map((row) => JSON.parse(row));
    expect(rows.find(({ proposed_by }) => proposed_by === 'refu')).toMatchObject({
      departments: '["Urbanisme"]',
    });
  });
});
