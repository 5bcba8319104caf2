import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

/** Bolt as its documentation shows it: its own HTTP receiver, and one listener that acknowledges and does nothing. */
export function bareBolt(signingSecret: string): HTTPReceiver {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events', logLevel: LogLevel.ERROR });
  const app = new App({
    receiver,
    logLevel: LogLevel.ERROR,
    authorize: async () => ({ botToken: 'xoxb-bench' }),
  });
  app.action({ type: 'block_actions' }, async ({ ack }) => ack());
  return receiver;
}
