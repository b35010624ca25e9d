// TLS in the process: a certificate made here, the real server, node's own TLS.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { request as plainly } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect } from 'node:tls';
import { Site, password } from './site.mjs';

const site = new Site();
const file = (name) => join(site.folder, name);

function certificate(name, key) {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', file(key), '-out', file(name)], { stdio: 'ignore' });
}

before(async () => {
  certificate('cert.pem', 'key.pem');
  certificate('other.pem', 'other-key.pem');
  await site.addUser('planner', 'planner');
  await site.start(['--tls-cert', file('cert.pem'), '--tls-key', file('key.pem')]);
});
after(() => site.end());

function ask(method, path, { headers = {}, body, agent } = {}) {
  return new Promise((done, fail) => {
    const asked = request(new URL(path, site.url), { method, headers, agent, ca: readFileSync(file('cert.pem')) }, (answer) => {
      let text = '';
      answer.on('data', (bytes) => (text += bytes));
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, text }));
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

function shake(options) {
  return new Promise((done, fail) => {
    const { port } = new URL(site.url);
    const socket = connect({ host: '127.0.0.1', port, ca: readFileSync(file('cert.pem')), ...options }, () => {
      const seen = { protocol: socket.getProtocol(), cipher: socket.getCipher().standardName, alpn: socket.alpnProtocol };
      socket.destroy();
      done(seen);
    });
    socket.on('error', fail);
  });
}

test('answers over TLS, with HSTS', async () => {
  assert.match(site.url, /^https:/);
  const answer = await ask('GET', '/api/v1/site');
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['strict-transport-security'], 'max-age=31536000');
  assert.equal(JSON.parse(answer.text).schema_version, 1);
});

test('a session is a __Host- cookie that only TLS carries', async () => {
  const answer = await ask('POST', '/api/v1/session', {
    headers: { 'content-type': 'application/json', origin: site.url },
    body: JSON.stringify({ user: 'planner', password }),
  });
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.headers['set-cookie'][0], /^__Host-kjede=.*; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
  const foreign = await ask('POST', '/api/v1/session', {
    headers: { 'content-type': 'application/json', origin: site.url.replace('https', 'http') },
    body: JSON.stringify({ user: 'planner', password }),
  });
  assert.equal(foreign.status, 403);
});

test('a large answer and live events come over TLS too', async () => {
  const spec = await ask('GET', '/api/v1/openapi.json');
  assert.ok(spec.text.length > 20000);
  const entered = await ask('POST', '/api/v1/session', {
    headers: { 'content-type': 'application/json', origin: site.url },
    body: JSON.stringify({ user: 'planner', password }),
  });
  const cookie = entered.headers['set-cookie'][0].split(';')[0];
  await new Promise((done, fail) => {
    const asked = request(new URL('/api/v1/events', site.url), { headers: { cookie }, ca: readFileSync(file('cert.pem')) }, (answer) => {
      answer.once('data', (bytes) => {
        assert.match(String(bytes), /event: session/);
        answer.destroy();
        done();
      });
    });
    asked.on('error', fail);
    asked.end();
  });
});

test('TLS 1.3 and 1.2 with forward secrecy; nothing older', async () => {
  assert.equal((await shake({})).protocol, 'TLSv1.3');
  const older = await shake({ maxVersion: 'TLSv1.2', ALPNProtocols: ['h2', 'http/1.1'] });
  assert.match(older.cipher, /^TLS_ECDHE_.*(GCM|POLY1305)/);
  assert.equal(older.alpn, 'http/1.1');
  await assert.rejects(shake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }));
  await assert.rejects(shake({ maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' }));
});

test('plain HTTP gets no answer, and the server goes on', async () => {
  await assert.rejects(
    new Promise((done, fail) => {
      plainly(site.url.replace('https', 'http'), done).on('error', fail).end();
    }),
  );
  assert.equal((await ask('GET', '/healthz')).status, 200);
});

test('files that cannot be used are told plainly', async () => {
  writeFileSync(file('nonsense.pem'), 'nonsense\n');
  execFileSync('openssl', ['ec', '-in', file('key.pem'), '-aes256', '-passout', 'pass:secret', '-out', file('locked.pem')], { stdio: 'ignore' });
  const cases = [
    [['--tls-cert', file('cert.pem')], '--tls-key is missing'],
    [['--tls-key', file('key.pem')], '--tls-cert is missing'],
    [['--tls-cert', file('none.pem'), '--tls-key', file('key.pem')], `--tls-cert: '${file('none.pem')}' cannot be read`],
    [['--tls-cert', file('nonsense.pem'), '--tls-key', file('key.pem')], `--tls-cert: '${file('nonsense.pem')}' holds no certificate in PEM`],
    [['--tls-cert', file('cert.pem'), '--tls-key', file('nonsense.pem')], `--tls-key: '${file('nonsense.pem')}' holds no private key in PEM`],
    [['--tls-cert', file('cert.pem'), '--tls-key', file('locked.pem')], 'a key with a pass phrase cannot be used'],
    [['--tls-cert', file('cert.pem'), '--tls-key', file('other-key.pem')], `'${file('other-key.pem')}' is not the key of '${file('cert.pem')}'`],
  ];
  const other = new Site();
  other.store = join(site.folder, 'other.duckdb');
  for (const [args, words] of cases) {
    const { code, said } = await other.run(['serve', '--port', '0', ...args]);
    assert.equal(code, 3, said);
    assert.match(said, /KJ1517/);
    assert.ok(said.includes(words), said);
  }
});
