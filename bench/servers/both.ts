import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';

/** Both frameworks in one process, as a bot for both platforms has them: Bolt's receiver, CloudAdapter on restify. */
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
await receiver.start({ port: 0, host: '127.0.0.1' });
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request, response, async () => {});
});
server.get('/readyz', async (_request, response) => response.send(200));
server.listen(Number(port), '127.0.0.1');
