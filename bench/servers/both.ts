import { bareAdapter } from './bare-adapter.ts';
import { bareBolt } from './bare-bolt.ts';

/** Both frameworks in one process, as a bot for both platforms has them. */
const [, , port = '0', secret = ''] = process.argv;
await bareBolt(secret).start({ port: 0, host: '127.0.0.1' });
const server = bareAdapter();
server.get('/readyz', async (_request, response) => response.send(200));
server.listen(Number(port), '127.0.0.1');
