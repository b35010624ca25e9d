// Debian's Firefox by WebDriver BiDi, which it speaks itself: no driver, no patched browser. As much of the protocol as
// a look at pages needs.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import WebSocket from 'ws';

const executable = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
export const hasFirefox = fs.existsSync(executable);

// The address Firefox listens at, from what it says.
function listening(process_, seconds) {
  return new Promise((done, fail) => {
    let said = '';
    const timer = setTimeout(() => fail(new Error(`Firefox does not listen: ${said}`)), seconds * 1000);
    process_.stderr.on('data', (bytes) => {
      said += bytes;
      const found = /WebDriver BiDi listening on (ws:\/\/\S+)/u.exec(said);
      if (!found) return;
      clearTimeout(timer);
      done(found[1]);
    });
    process_.once('exit', (code) => fail(new Error(`Firefox ended (${code}): ${said}`)));
  });
}

export class Firefox {
  static async launch() {
    const firefox = new Firefox();
    firefox.profile = fs.mkdtempSync(path.join(os.tmpdir(), 'kjede-firefox-'));
    const quiet = ['app.update.enabled', 'browser.shell.checkDefaultBrowser', 'datareporting.policy.dataSubmissionEnabled', 'extensions.update.enabled', 'browser.safebrowsing.downloads.remote.enabled', 'network.captive-portal-service.enabled', 'network.connectivity-service.enabled'];
    fs.writeFileSync(path.join(firefox.profile, 'user.js'), quiet.map((name) => `user_pref('${name}', false);\n`).join(''));
    firefox.process = spawn(executable, ['--headless', '--no-remote', '--profile', firefox.profile, '--remote-debugging-port=0'], {
      env: { ...process.env, HOME: firefox.profile, MOZ_HEADLESS: '1' },
    });
    const address = await listening(firefox.process, 120);
    firefox.socket = new WebSocket(`${address}/session`);
    await new Promise((done, fail) => firefox.socket.once('open', done).once('error', fail));
    firefox.socket.on('message', (text) => firefox.take(JSON.parse(text)));
    await firefox.call('session.new', { capabilities: {} });
    await firefox.call('session.subscribe', { events: ['log.entryAdded', 'network.beforeRequestSent'] });
    firefox.context = (await firefox.call('browsingContext.create', { type: 'tab' })).context;
    return firefox;
  }

  #number = 0;
  #waiting = new Map();
  #listeners = new Set();

  take(message) {
    if (message.type === 'event') for (const listener of this.#listeners) listener(message.method, message.params);
    const waiter = this.#waiting.get(message.id);
    if (!waiter) return;
    this.#waiting.delete(message.id);
    if (message.type === 'error') waiter.fail(new Error(`${message.error}: ${message.message}`));
    else waiter.done(message.result);
  }

  call(method, params) {
    this.#number += 1;
    const id = this.#number;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  on(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  size(width, height) {
    return this.call('browsingContext.setViewport', { context: this.context, viewport: { width, height } });
  }

  open(url) {
    return this.call('browsingContext.navigate', { context: this.context, url, wait: 'complete' });
  }

  // The value of an expression in the page; only plain values come back.
  async evaluate(expression) {
    const { type, result, exceptionDetails } = await this.call('script.evaluate', { expression, target: { context: this.context }, awaitPromise: true });
    if (type === 'exception') throw new Error(exceptionDetails.text);
    return result.value;
  }

  async screenshot(file) {
    const { data } = await this.call('browsingContext.captureScreenshot', { context: this.context });
    fs.writeFileSync(file, Buffer.from(data, 'base64'));
  }

  async close() {
    this.socket?.terminate();
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGKILL');
    await ended;
    fs.rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
