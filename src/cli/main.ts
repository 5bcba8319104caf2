#!/usr/bin/env node
import { run } from './program.ts';

const code = await run(process.argv.slice(2));
// A command may have set its own (a doctor that found something): only a failure takes its place.
if (code !== 0) process.exitCode = code;
