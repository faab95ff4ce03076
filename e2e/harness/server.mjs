// A server of one's own: the real binary on a fresh folder and free ports, ended by its process id.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PROGRAM = process.env.PORTICO_PROGRAM;

// The environment without settings of whoever runs the tests.
const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PORTICO_')));

/** A port that is free at this moment. */
export async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await once(listener, 'close');
  return port;
}

/** An empty folder that is gone at the end of the test. */
export function freshFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'portico-journey-'));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Starts `portico <command>` and waits until it listens. `databaseUrl` is left out for SQLite; `settings` are others, as the
 * environment has them.
 */
export async function startServer({ command = 'serve', folder, databaseUrl, settings = {} }) {
  if (!PROGRAM) throw new Error('PORTICO_PROGRAM names no program: run `cargo xtask journey`');
  const own = folder ? null : freshFolder();
  const data = folder ?? join(own.path, 'data');
  const [port, gatewayPort] = [await freePort(), await freePort()];
  const words = [command, '--data-dir', data, '--listen', `127.0.0.1:${port}`, '--gateway-listen', `127.0.0.1:${gatewayPort}`];
  const env = { ...plain, PORTICO_LOG: 'warn', ...(databaseUrl && { PORTICO_DATABASE_URL: databaseUrl }), ...settings };
  const child = spawn(PROGRAM, words, { env, stdio: ['ignore', 'pipe', 'pipe'], cwd: tmpdir() });
  const server = new Server(child, { data, port, gatewayPort, own });
  await server.listening();
  return server;
}

class Server {
  said = '';
  log = '';

  constructor(child, facts) {
    Object.assign(this, facts, { child });
    child.stdout.on('data', (bytes) => { this.said += bytes; });
    child.stderr.on('data', (bytes) => { this.log += bytes; });
    this.ended = new Promise((done) => child.once('exit', (code, signal) => done(code ?? signal)));
  }

  /** The origin of the portal, or of the console with `admin`, or of the front door with nothing. */
  origin(label) {
    return `http://${label ? `${label}.` : ''}localhost:${this.port}`;
  }

  get gateway() {
    return `http://localhost:${this.gatewayPort}`;
  }

  /** What it printed that matches, within a few seconds. */
  async printed(pattern) {
    return eventually(`it prints ${pattern}`, () => this.said.match(pattern));
  }

  async listening() {
    let over = null;
    this.ended.then((code) => { over = code; });
    await eventually('it listens', async () => {
      if (over !== null) throw new Error(`the program ended with ${over}: ${this.log}${this.said}`);
      return fetch(`http://127.0.0.1:${this.port}/`, { redirect: 'manual' }).then(() => true, () => false);
    }, 60_000);
  }

  /** Asks it to end, waits, and cleans up. */
  async stop() {
    const patience = setTimeout(() => this.child.kill('SIGKILL'), 12_000);
    this.child.kill('SIGTERM');
    const code = await this.ended;
    clearTimeout(patience);
    this.own?.remove();
    return code;
  }
}

/** Asks again and again until there is an answer. */
export async function eventually(what, ask, patience = 10_000) {
  const until = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`it did not happen within ${patience} ms that ${what}`);
    await new Promise((done) => setTimeout(done, 40));
  }
}
