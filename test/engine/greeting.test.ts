import { expect, it } from 'vitest';
import { rolesToMeet } from '../../src/store/contact.ts';
import { listAddresses } from '../../src/store/person.ts';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';

it('who installs the app is known and has had their first words in one step: nothing is sent in between', async () => {
  const program = await startProgram({ people: staff('Finances', 12) });
  const { dispatch, inTurn } = program.engine();
  let over = false;
  const between: number[] = [];
  /** Whatever else happens meanwhile, as often as it can. */
  const watch = async () => {
    while (!over) {
      await inTurn(async ({ tx }) => {
        const known = await listAddresses(tx, ['p01']);
        if (known.some(({ channel }) => channel === 'teams')) {
          between.push((await rolesToMeet(tx, 'p01')).size);
        }
      });
    }
  };
  const watching = [watch(), watch(), watch()];
  const reply = await dispatch({
    eventId: 'install-p01',
    channel: 'teams',
    sender: { personId: 'p01' },
    address: '{"conversationId":"a:p01"}',
    place: null,
    kind: 'installed',
  });
  over = true;
  await Promise.all(watching);
  expect(reply?.message.card).not.toBeNull();
  expect(between.filter((owed) => owed > 0)).toEqual([]);
});
