/**
 * Loaded before the program (`--import`): its clock is ahead by `CLOCK_AHEAD` milliseconds, and runs as every clock
 * does. A campaign of the programme is then due whenever the suite runs.
 */
const ahead = Number(process.env.CLOCK_AHEAD ?? 0);
const machine = Date.now;
const now = () => machine() + ahead;

globalThis.Date = new Proxy(Date, {
  construct: (target, values) => Reflect.construct(target, values.length === 0 ? [now()] : values),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
