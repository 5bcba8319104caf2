import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
/** Milliseconds a server may take to be ready, and to stop. */
const PATIENCE = 60_000;

const running = new Set<ChildProcess>();
// Nothing outlives the bench, however it ends.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A server under test, in a process of its own. */
export type Server = {
  pid: number;
  port: number;
  /** Milliseconds from the start of the process to its first answer. */
  startedIn: number;
  /** CPU time used so far, all threads, user and system, in milliseconds. */
  cpu(): number;
  /** Resident memory, in megabytes. */
  memory(): number;
  stop(): Promise<void>;
};

/** Starts a program of the house with Node, waits until `path` (or only its port) answers. */
export async function startServer(options: {
  script: string;
  args?: (port: number) => string[];
  environment?: Record<string, string>;
  nodeArguments?: string[];
  ready?: string;
}): Promise<Server> {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [...(options.nodeArguments ?? []), join(ROOT, options.script), ...(options.args?.(port) ?? [])],
    {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: String(port),
        LOG_LEVEL: 'error',
        ...options.environment,
      },
      stdio: ['ignore', 'ignore', process.env.BENCH_VERBOSE ? 'inherit' : 'ignore'],
    },
  );
  const { pid } = child;
  running.add(child);
  child.once('exit', () => running.delete(child));
  if (pid === undefined) throw new Error(`${options.script} does not start`);
  await answering(child, port, options.ready ?? null);
  const startedIn = performance.now() - start;
  return {
    pid,
    port,
    startedIn,
    cpu: () => cpuOf(pid),
    memory: () => memoryOf(pid),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const impatient = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      await ended;
      clearTimeout(impatient);
    },
  };
}

async function answering(child: ChildProcess, port: number, path: string | null): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`a server ended with ${child.exitCode}`);
    if (await (path === null ? isOpen(port) : isReady(port, path))) return;
    if (performance.now() > deadline) throw new Error('a server is not ready');
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

async function isReady(port: number, path: string): Promise<boolean> {
  if (!(await isOpen(port))) return false;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } }).catch(
    () => null,
  );
  await response?.arrayBuffer();
  return response?.ok === true;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The scheduler counts in nanoseconds; `/proc/<pid>/stat` would round a block to hundredths of a second. */
function cpuOf(pid: number): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((task) => {
    try {
      return Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      return 0;
    }
  });
  return nanoseconds.reduce((sum, value) => sum + value, 0) / 1e6;
}

function memoryOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
