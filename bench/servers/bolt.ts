import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

/** Bolt as its documentation shows it: its own HTTP receiver, and one listener that acknowledges and does nothing. */
const [, , port = '0', secret = ''] = process.argv;
const receiver = new HTTPReceiver({
  signingSecret: secret,
  endpoints: '/slack/events',
  logLevel: LogLevel.ERROR,
});
const app = new App({
  receiver,
  logLevel: LogLevel.ERROR,
  authorize: async () => ({ botToken: 'xoxb-bench' }),
});
app.action({ type: 'block_actions' }, async ({ ack }) => ack());
await receiver.start({ port: Number(port), host: '127.0.0.1' });
console.log('ready');
