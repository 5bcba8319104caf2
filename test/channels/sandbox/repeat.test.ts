import { expect, it } from 'vitest';
import { keepMessage } from '../../../src/web/sandbox/messages.ts';
import { startProgram } from '../../support/program.ts';

it('a message that a killed service had sent is in its chat once, when it is sent again', async () => {
  const program = await startProgram();
  const engine = program.engine();
  const send = () =>
    keepMessage(engine, 'a01', { id: null, text: 'Bonjour.', card: null }, 'an-outbox-id', 'bot');
  await send();
  await send();
  expect((await program.messages('a01')).map(({ id }) => id)).toEqual(['an-outbox-id']);
});
