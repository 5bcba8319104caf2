import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';

/** CloudAdapter on restify as Microsoft's samples wire them, with a turn that does nothing. */
const [, , port = '0'] = process.argv;
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request, response, async () => {});
});
server.listen(Number(port), '127.0.0.1', () => console.log('ready'));
