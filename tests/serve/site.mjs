// The real `kjede serve` over a store of its own, and what a browser that is logged in sends. Needs KJEDE and KJEDE_HOME;
// KJEDE_STORE names an empty PostgreSQL database, else a DuckDB file is made.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

export const password = 'riktig hest batteri stift';

export function freePort() {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

export class Site {
  folder = mkdtempSync(join(tmpdir(), 'kjede-serve-'));
  store = process.env.KJEDE_STORE ?? join(this.folder, 'kjede.duckdb');
  log = [];

  common() {
    return ['--store', this.store, '--key-file', join(this.folder, 'key'), '--catalog', join(process.env.KJEDE_HOME, 'catalog')];
  }

  run(args, input = '') {
    return new Promise((done) => {
      const child = spawn(process.env.KJEDE, ['--quiet', ...this.common(), ...args]);
      child.stdin.end(input);
      let said = '';
      child.stderr.on('data', (bytes) => (said += bytes));
      child.on('close', (code) => done({ code, said }));
    });
  }

  addUser(name, role) {
    return this.run(['user', 'add', name, '--role', role], `${password}\n`);
  }

  // `shell`: what a shell does before the server takes its place (limits).
  async start(args = [], { shell = '', port = 0 } = {}) {
    const command = [process.env.KJEDE, ...this.common(), 'serve', '--port', String(port), ...args];
    this.process = spawn('bash', ['-c', `${shell} exec "$@"`, 'bash', ...command]);
    createInterface({ input: this.process.stderr }).on('line', (line) => this.log.push(line));
    this.ended = new Promise((done) => this.process.once('exit', (code, signal) => done(signal ?? code)));
    await new Promise((ready, fail) => {
      this.process.stdout.once('data', (bytes) => {
        this.url = String(bytes).trim().replace(/\/$/, '');
        ready();
      });
      this.ended.then((code) => fail(new Error(`the server did not start (${code}):\n${this.log.join('\n')}`)));
    });
    return this;
  }

  async stop(signal = 'SIGTERM') {
    this.process?.kill(signal);
    return this.ended;
  }

  async end() {
    await this.stop('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  ask(method, path, headers = {}, body = undefined) {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(`${this.url}/api/v1${path}`, { method, headers, body: text });
  }

  // The headers of one who has logged in.
  async logIn(user) {
    const headers = { 'content-type': 'application/json', origin: this.url };
    const answer = await this.ask('POST', '/session', headers, { user, password });
    if (answer.status !== 200) throw new Error(`${user} cannot log in: ${await answer.text()}`);
    const cookie = answer.headers.getSetCookie()[0].split(';')[0];
    return { ...headers, cookie, 'x-csrf-token': (await answer.json()).csrf };
  }
}
