import { expect, it } from 'vitest';
import { createGate } from '../../../src/channels/limits/gate.ts';
import { createPace } from '../../../src/channels/limits/pace.ts';
import { createSlackLimits } from '../../../src/channels/slack/limits.ts';
import { createTeamsLimits } from '../../../src/channels/teams/limits.ts';
import { fakeClock, listen } from './clock.ts';

type Clock = ReturnType<typeof fakeClock>;
type Enter = (what: { conversation: string; mailing: boolean }) => Promise<{ done: () => void }>;

/** The limits of each platform at its documented rate, by the clock of the test. */
const platforms: { name: string; rate: number; patience: number; make(clock: Clock): Enter }[] = [
  {
    name: 'Teams',
    rate: 50,
    patience: 300,
    make({ clock }) {
      const pace = createPace(50, 0.95, clock.now);
      const limits = createTeamsLimits(50, () => {}, createGate(clock), pace);
      return (what) => limits.enter({ kind: 'send', ...what });
    },
  },
  {
    name: 'Slack',
    rate: 4,
    // Four a second: the share that is left of each window, and one step of the mailing.
    patience: 500,
    make({ clock }) {
      const pace = createPace(4, 0.75, clock.now);
      const limits = createSlackLimits(4, () => {}, createGate(clock), pace);
      return ({ conversation, mailing }) =>
        limits.enter({ method: 'chat.postMessage', channel: conversation, mailing, patience: 3_600_000 });
    },
  },
];

it.each(platforms)(
  '$name: in the middle of a mailing, a reply leaves within $patience ms, whoever waits before it',
  async ({ rate, patience, make }) => {
    const time = fakeClock();
    const enter = make(time);
    const seconds = 60;
    let waiting = 0;
    let sent = 0;
    let next = 0;
    // As the delivery loop does: always two seconds of sending under way.
    const mail = () => {
      for (; waiting < 2 * rate; waiting++) {
        void enter({ conversation: `mail ${next++}`, mailing: true }).then(({ done }) => {
          waiting -= 1;
          sent += 1;
          done();
        });
      }
    };
    const waits: number[] = [];
    // Somebody taps every 1.13 s: at any moment of the window that the mailing fills.
    let tapAt = 3000;
    for (let at = 0; at <= seconds * 1000; at += 2) {
      time.to(at);
      if (at >= tapAt) {
        tapAt += 1130;
        void enter({ conversation: `person ${at}`, mailing: false }).then(({ done }) => {
          waits.push(time.clock.now() - at);
          done();
        });
      }
      mail();
      await listen();
    }
    expect(waits.length).toBeGreaterThan(48);
    expect(Math.max(...waits)).toBeLessThanOrEqual(patience);
    // The mailing goes on meanwhile, at the full rate.
    expect(sent + waits.length).toBeGreaterThan(0.95 * rate * seconds);
  },
);
