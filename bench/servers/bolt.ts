import { bareBolt } from './bare-bolt.ts';

const [, , port = '0', secret = ''] = process.argv;
await bareBolt(secret).start({ port: Number(port), host: '127.0.0.1' });
console.log('ready');
