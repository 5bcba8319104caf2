import type { Engine } from '../../engine/engine.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/store.ts';
import type { TravelClock } from './clock.ts';

/** What the sandbox's routes work with. */
export type Sandbox = { engine: Engine; store: Store; clock: TravelClock; log: Log };
