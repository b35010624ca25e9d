// Logging in with an OpenID Connect provider: the real server, the real provider, the way of a browser.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Site, freePort, password } from '../serve/site.mjs';
import { Browser } from './browser.mjs';
import { newKey, startProvider } from './provider.mjs';

const server = new Site();
const { folder, log } = server;
const secret = 'a secret of the test: 100 % + /?=&~';
const people = {
  kari: { name: 'Kari Nordmann', preferred_username: 'Kari.Nordmann', groups: ['kjede-amk', 'others'] },
  ola: { name: 'Ola', preferred_username: 'ola', groups: ['kjede-registrar'], orgnr: '983974899' },
  stranger: { name: 'Stranger', preferred_username: 'stranger', groups: ['others'] },
  lost: { name: 'Lost', preferred_username: 'lost', groups: ['kjede-registrar'], orgnr: '000000000' },
  admin: { name: 'Not the admin', preferred_username: 'admin', groups: [] },
};
let provider;
let site;

async function startSite() {
  const port = await freePort();
  site = `http://127.0.0.1:${port}`;
  provider = await startProvider({
    people,
    client: {
      client_id: 'kjede',
      client_secret: secret,
      redirect_uris: [`${site}/api/v1/session/oidc/callback`],
    },
  });
  writeFileSync(join(folder, 'secret'), `${secret}\n`);
  writeFileSync(
    join(folder, 'oidc.yaml'),
    `issuer: ${provider.issuer}
client: kjede
secret file: secret
redirect: ${site}/api/v1/session/oidc/callback
name: {nb: Prøveleverandøren, en: The test provider}
scopes: [openid, profile]
rights:
  - {claim: groups, has: kjede-amk, role: dispatcher}
  - {claim: groups, has: kjede-registrar, role: registrar, unit from: orgnr}
`,
  );
  assert.deepEqual(await server.addUser('admin', 'administrator'), { code: 0, said: '' });
  await server.start(['--oidc', join(folder, 'oidc.yaml')], { port });
}

before(startSite);
after(async () => {
  await server.end();
  await provider?.stop();
});

const begin = () => `${site}/api/v1/session/oidc?to=${encodeURIComponent('/dispatch?lang=nb')}`;
const atSite = (path) => (url) => url.startsWith(site + path);
const callbackOf = (browser) => browser.follow(begin(), atSite('/api/v1/session/oidc/callback'));

// To the provider and back, as `who`; returns where the browser ends in the site.
async function logIn(who, browser = new Browser()) {
  provider.who.now = who;
  const url = await browser.follow(begin(), (at) => at.startsWith(site) && !at.includes('/api/v1/'));
  return { browser, url };
}

const me = (browser) => browser.get(`${site}/api/v1/session`);

async function refused(change, code, words) {
  provider.spoil = change;
  const { browser, url } = await logIn('kari');
  provider.spoil = null;
  assert.equal(url, `${site}/login?problem=${code}`);
  assert.equal((await me(browser)).status, 404);
  const last = JSON.parse(log.filter((line) => line.includes('"login"')).at(-1));
  assert.equal(last.detail, words);
}

test('the log-in page is told of the provider', async () => {
  const ways = await (await fetch(`${site}/api/v1/session/ways`)).json();
  assert.deepEqual(ways, {
    schema_version: 1,
    passwords: true,
    provider: { name: { nb: 'Prøveleverandøren', en: 'The test provider' }, begin: '/api/v1/session/oidc' },
  });
});

test('a person logs in, with the rights that the claims give', async () => {
  const { browser, url } = await logIn('kari');
  assert.equal(url, `${site}/dispatch?lang=nb`);
  const session = await (await me(browser)).json();
  assert.equal(session.user, 'kari.nordmann');
  assert.equal(session.name, 'Kari Nordmann');
  assert.deepEqual(session.roles, [{ role: 'dispatcher', unit: null, unit_name: null }]);
  assert.equal((await browser.get(`${site}/api/v1/dispatch/board`)).status, 200);
  assert.equal((await browser.get(`${site}/api/v1/users`)).status, 404);
});

test('the request is a code flow with PKCE S256, state and nonce', async () => {
  const response = await new Browser().get(begin());
  const to = new URL(response.headers.get('location'));
  assert.equal(to.searchParams.get('response_type'), 'code');
  assert.equal(to.searchParams.get('code_challenge_method'), 'S256');
  assert.match(to.searchParams.get('code_challenge'), /^[\w-]{43}$/);
  assert.match(to.searchParams.get('state'), /^[\w-]{43}$/);
  assert.match(to.searchParams.get('nonce'), /^[\w-]{43}$/);
  assert.match(response.headers.get('set-cookie'), /HttpOnly; SameSite=Lax; Max-Age=600/);
});

test('a unit comes from a claim by its organisation number; one that is not known gives nothing', async () => {
  const ola = await (await me((await logIn('ola')).browser)).json();
  assert.equal(ola.roles.length, 1);
  assert.equal(ola.roles[0].role, 'registrar');
  assert.equal(typeof ola.roles[0].unit, 'string');
  const lost = await (await me((await logIn('lost')).browser)).json();
  assert.deepEqual(lost.roles, []);
});

test('one whom no line of the mapping names has no rights', async () => {
  const { browser } = await logIn('stranger');
  assert.deepEqual((await (await me(browser)).json()).roles, []);
  for (const path of ['worklist', 'users', 'dispatch/board', 'plan/scenarios', 'privacy/deliveries'])
    assert.equal((await browser.get(`${site}/api/v1/${path}`)).status, 404);
});

test('a name that a local account has does not open that account', async () => {
  const session = await (await me((await logIn('admin')).browser)).json();
  assert.equal(session.user, 'admin-2');
  assert.deepEqual(session.roles, []);
});

test('rights follow the claims at the next log-in, and old sessions at once', async () => {
  const first = (await logIn('kari')).browser;
  assert.equal((await first.get(`${site}/api/v1/dispatch/board`)).status, 200);
  people.kari.groups = ['others'];
  const second = (await logIn('kari')).browser;
  people.kari.groups = ['kjede-amk'];
  assert.equal((await first.get(`${site}/api/v1/dispatch/board`)).status, 404);
  assert.equal((await second.get(`${site}/api/v1/dispatch/board`)).status, 404);
});

test('an administrator closes the account: the session and its streams end at once', async () => {
  const { browser } = await logIn('kari');
  const stream = await browser.get(`${site}/api/v1/events`);
  const reader = stream.body.getReader();
  await reader.read();
  const admin = new Browser();
  const entered = await admin.get(`${site}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site },
    body: JSON.stringify({ user: 'admin', password }),
  });
  const { csrf } = await entered.json();
  const patch = (disabled) =>
    admin.get(`${site}/api/v1/users/kari.nordmann`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', origin: site, 'x-csrf-token': csrf },
      body: JSON.stringify({ disabled }),
    });
  assert.equal((await patch(true)).status, 200);
  assert.equal((await me(browser)).status, 404);
  for (let part = await reader.read(); !part.done; part = await reader.read());
  assert.equal((await logIn('kari')).url, `${site}/login?problem=KJ0952`);
  assert.equal((await patch(false)).status, 200);
});

test('logging out ends the session here and leads to the provider', async () => {
  const { browser } = await logIn('kari');
  const { csrf } = await (await me(browser)).json();
  const out = await browser.get(`${site}/api/v1/session`, { method: 'DELETE', headers: { origin: site, 'x-csrf-token': csrf } });
  assert.equal(out.status, 200);
  assert.equal((await out.json()).provider, `${provider.issuer}/session/end?client_id=kjede`);
  assert.equal((await me(browser)).status, 404);
});

test('a wrong state, a missing state and a state of another browser are refused', async () => {
  provider.who.now = 'kari';
  const browser = new Browser();
  const url = new URL(await callbackOf(browser));
  const cookies = new Map(browser.jar(site));
  for (const state of ['x'.repeat(43), '']) {
    url.searchParams.set('state', state);
    browser.cookies.set(site, new Map(cookies));
    const answer = await browser.get(url.href);
    assert.equal(answer.headers.get('location'), '/login?problem=KJ1515');
    assert.equal((await me(browser)).status, 404);
  }
  const mine = await callbackOf(new Browser());
  assert.equal((await browser.get(mine)).headers.get('location'), '/login?problem=KJ1515');
  assert.equal((await new Browser().get(mine)).headers.get('location'), '/login?problem=KJ1515');
});

test('a code is good for one log-in', async () => {
  provider.who.now = 'kari';
  const browser = new Browser();
  const url = await callbackOf(browser);
  const cookies = new Map(browser.jar(site));
  assert.equal((await browser.get(url)).headers.get('location'), '/dispatch?lang=nb');
  const thief = new Browser();
  thief.cookies.set(site, cookies);
  assert.equal((await thief.get(url)).headers.get('location'), '/login?problem=KJ1514');
  assert.equal((await me(thief)).status, 404);
});

test('a code that was made for another verifier is refused by the provider', async () => {
  provider.who.now = 'kari';
  const [one, other] = [new Browser(), new Browser()];
  const mine = new URL(await callbackOf(one));
  const theirs = new URL(await callbackOf(other));
  mine.searchParams.set('code', theirs.searchParams.get('code'));
  assert.equal((await one.get(mine.href)).headers.get('location'), '/login?problem=KJ1514');
});

test('an answer in the name of another provider is refused', async () => {
  provider.who.now = 'kari';
  const browser = new Browser();
  const url = new URL(await callbackOf(browser));
  url.searchParams.set('iss', 'https://evil.example');
  assert.equal((await browser.get(url.href)).headers.get('location'), '/login?problem=KJ1515');
});

test('one who turns back at the provider is told so', async () => {
  const { url } = await logIn(null);
  assert.equal(url, `${site}/login?problem=KJ1514`);
});

test('a log-in leads nowhere but into the site', async () => {
  provider.who.now = 'kari';
  for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
    const browser = new Browser();
    const url = await browser.follow(`${site}/api/v1/session/oidc?to=${encodeURIComponent(to)}`, atSite('/login'));
    assert.equal(url, `${site}/login`);
  }
});

const minutes = (n) => Math.floor(Date.now() / 1000) + 60 * n;
const faults = [
  ['a wrong nonce', { claims: { nonce: 'another' } }, 'the ID token belongs to another log-in'],
  ['no nonce', { claims: { nonce: undefined } }, 'the ID token belongs to another log-in'],
  ['an expired token', { claims: { exp: minutes(-5), iat: minutes(-8) } }, 'the ID token has expired'],
  ['a token without an end', { claims: { exp: undefined } }, 'the ID token does not say from when until when it holds'],
  ['a token of tomorrow', { claims: { iat: minutes(60), exp: minutes(70) } }, 'the ID token is not valid yet: do the clocks differ?'],
  ['an old token that still holds', { claims: { iat: minutes(-30), exp: minutes(30) } }, 'the ID token has expired'],
  ['a wrong audience', { claims: { aud: 'another-site' } }, 'the ID token is meant for another site'],
  ['several audiences without azp', { claims: { aud: ['kjede', 'another'], azp: undefined } }, 'the ID token is meant for another site'],
  ['another authorised party', { claims: { aud: ['kjede', 'another'], azp: 'another' } }, 'the ID token is meant for another site'],
  ['a wrong issuer', { claims: { iss: 'https://evil.example' } }, 'the ID token comes from another provider'],
  ['nobody in particular', { claims: { sub: undefined } }, 'the ID token does not say who it is about'],
  ['no signature', { unsigned: true }, 'the ID token is not signed with a public key'],
  ['a signature with the client secret', { secret }, 'the ID token is not signed with a public key'],
  ['a changed signature', { bit: true }, 'the signature of the ID token is wrong'],
  ['an unknown critical header', { header: { crit: ['b64'], b64: true } }, 'the ID token asks for more than is known here'],
];
for (const [name, change, words] of faults) {
  test(`${name} logs nobody in`, () => refused(change, 'KJ1516', words));
}

test('a foreign key under a known name is refused', async () => {
  await refused({ key: newKey(provider.key.kid) }, 'KJ1516', 'the signature of the ID token is wrong');
});

test('keys are rotated: the new one is fetched, the old one no longer holds', async () => {
  const old = provider.key;
  await pause(5200); // a key that is not known is looked for every five seconds
  const curve = newKey('third', 'ES256');
  provider.rotate(newKey('second'), curve);
  assert.equal((await logIn('kari')).url, `${site}/dispatch?lang=nb`);
  provider.spoil = { key: curve }; // the provider's own too, of another kind
  assert.equal((await logIn('kari')).url, `${site}/dispatch?lang=nb`);
  provider.spoil = null;
  await refused({ key: old }, 'KJ1516', 'the ID token is signed with a key that is not known');
});

test('nothing personal is in the log, and no secret', () => {
  const text = log.join('\n');
  for (const word of ['kari', 'Kari', 'stranger', secret, 'code=', 'state=']) assert.ok(!text.includes(word), word);
});

test('without the provider local accounts go on, and the log-in says what is wrong', async () => {
  await provider.stop();
  // What the provider says of itself is kept for an hour, so the way there is known; the way back ends with a word.
  const browser = new Browser();
  const there = new URL((await browser.get(begin())).headers.get('location'));
  const back = `${site}/api/v1/session/oidc/callback?code=x&iss=${encodeURIComponent(provider.issuer)}&state=${there.searchParams.get('state')}`;
  assert.equal((await browser.get(back)).headers.get('location'), '/login?problem=KJ1513');
  const entered = await fetch(`${site}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site },
    body: JSON.stringify({ user: 'admin', password }),
  });
  assert.equal(entered.status, 200);
});
