import { bareAdapter } from './bare-adapter.ts';

const [, , port = '0'] = process.argv;
bareAdapter().listen(Number(port), '127.0.0.1', () => console.log('ready'));
