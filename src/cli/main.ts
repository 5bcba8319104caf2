#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// As src/start.js does.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/percolateur'));
const { run } = await import('./program.ts');
const code = await run(process.argv.slice(2));
// A command may have set its own (a doctor that found something): only a failure takes its place.
if (code !== 0) process.exitCode = code;
