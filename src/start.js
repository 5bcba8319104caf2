import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Node keeps what it makes of the sources and of the packages until the next start, in a folder that only whoever may
// change the code can write: what lies there is run. Where it cannot be written, nothing is kept. In JavaScript and
// before all else: only what comes after is kept, and TypeScript needs its reader even for a line.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/percolateur'));
await import('./main.ts');
