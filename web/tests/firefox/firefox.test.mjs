// A second engine: every public page opens in Debian's Firefox, with its heading, without an error or another host.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { base } from '../e2e/browser.mjs';
import { Firefox, hasFirefox } from './firefox.mjs';

const skip = hasFirefox ? false : 'Firefox is not installed: run scripts/bootstrap';
let firefox;
before(async () => {
  if (!skip) firefox = await Firefox.launch();
});
after(() => firefox?.close());

const pages = [
  '/?lang=nb',
  '/register/ohca?lang=en',
  '/indicator/bystander_cpr?lang=nb',
  '/indicator/bystander_cpr?figure=spc&lang=en&theme=night',
  '/indicator/response_time?lang=nb',
  '/units?lang=nb',
  '/unit/stavanger?lang=en',
  '/compare?indicator=rosc_ihca&kind=hospital&units=stavanger,bodo&lang=nb',
  '/reports?lang=nb',
  '/login?lang=en',
];

async function settled() {
  for (let i = 0; i < 300; i += 1) {
    const state = await firefox.evaluate(`(() => { const main = document.querySelector('main'); return main && !main.querySelector('.loading') && main.querySelector('h1') ? 'settled' : ''; })()`);
    if (state) return;
    await pause(100);
  }
  throw new Error('the page is still loading');
}

function problemsOf(method, params) {
  if (method === 'log.entryAdded' && params.level === 'error' && !/status of (401|404)/u.test(params.text)) return [`${params.type}: ${params.text}`];
  if (method !== 'network.beforeRequestSent') return [];
  const { protocol, origin } = new URL(params.request.url);
  return protocol.startsWith('http') && origin !== new URL(base).origin ? [`another host: ${params.request.url}`] : [];
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
]) {
  for (const path of pages) {
    test(`Firefox, ${width} px: ${path}`, { skip }, async () => {
      const problems = [];
      const silence = firefox.on((method, params) => problems.push(...problemsOf(method, params)));
      await firefox.size(width, height);
      await firefox.open(base + path);
      await settled();
      const heading = await firefox.evaluate(`(() => { const box = document.querySelector('main h1').getBoundingClientRect(); return box.width > 0 && box.height > 0 ? document.querySelector('main h1').innerText : ''; })()`);
      const wider = await firefox.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      if (process.env.KJEDE_SHOTS) await firefox.screenshot(`${process.env.KJEDE_SHOTS}/firefox-${width}-${path.replaceAll(/[^a-z]+/gu, '_')}.png`);
      silence();
      assert.notEqual(heading, '');
      assert.deepEqual(problems, []);
      assert.equal(wider, 0);
    });
  }
}
