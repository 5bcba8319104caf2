import { expect, it } from 'vitest';
import { sharing } from '../../../src/channels/teams/credentials.ts';

/** As the SDK does it: a token is kept until it expires, and asked for by each call that finds none. */
function login() {
  let token: string | null = null;
  let asked = 0;
  let refused = false;
  return {
    asked: () => asked,
    expire() {
      token = null;
    },
    refuse(on: boolean) {
      refused = on;
    },
    async signRequest(request: string) {
      if (token === null) {
        asked += 1;
        await new Promise((resolve) => setImmediate(resolve));
        if (refused) throw new Error('refused');
        token = `token ${asked}`;
      }
      return `${request}: ${token}`;
    },
  };
}

const calls = Array.from({ length: 100 }, (_, index) => `call ${index}`);

it('a hundred calls that find the token expired ask for one, each time it expires', async () => {
  const microsoft = login();
  const share = sharing();
  // As the SDK does it: made anew for each call.
  const all = () => Promise.all(calls.map((call) => share(microsoft, 'connector').signRequest(call)));
  expect(await all()).toEqual(calls.map((call) => `${call}: token 1`));
  expect(await all()).toEqual(calls.map((call) => `${call}: token 1`));
  microsoft.expire();
  expect(new Set((await all()).map((signed) => signed.replace(/.*: /, '')))).toEqual(new Set(['token 2']));
  expect(microsoft.asked()).toBe(2);
});

it('a refusal is that of all who waited, and the next call asks again', async () => {
  const microsoft = login();
  const share = sharing();
  const signer = share(microsoft, 'connector');
  microsoft.refuse(true);
  const told = await Promise.allSettled(calls.map((call) => signer.signRequest(call)));
  expect(new Set(told.map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect(microsoft.asked()).toBe(1);
  microsoft.refuse(false);
  expect(await signer.signRequest('later')).toBe('later: token 2');
});

it('whoever gives no answer holds up nobody for ever', async () => {
  const share = sharing(20);
  const silent = share({ signRequest: () => new Promise<string>(() => {}) }, 'connector');
  const told = await Promise.allSettled([silent.signRequest('one'), silent.signRequest('other')]);
  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await share(login(), 'connector').signRequest('later')).toBe('later: token 1');
});
