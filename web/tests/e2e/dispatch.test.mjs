// The dispatchers' desk on the demonstration's play: a living map, a call taken with one key, two at one board.
import assert from 'node:assert/strict';
import { after, before, test as always } from 'node:test';
import { checked, launch, logInAs, settled, violations } from './browser.mjs';

const at = process.env.KJEDE_PLAY_URL ?? '';
const test = at && process.env.KJEDE_USER_PASSWORD ? always : always.skip;
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function desk(user, options = {}) {
  const opened = await logInAs(browser, user, { at, ...options });
  await opened.page.locator('.desk-map .map[data-ready=true]').waitFor({ timeout: 60_000 });
  return opened;
}

// The play is asked for by the page's own session.
const order = (page, body) =>
  page.evaluate(async (text) => {
    const { csrf } = await (await fetch('/api/v1/session')).json();
    const answer = await fetch('/api/v1/dispatch/play', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: text });
    return answer.status;
  }, JSON.stringify(body));

const ask = (page, path) => page.evaluate(async (asked) => (await fetch(`/api/v1${asked}`)).json(), path);

test('the picture lives: calls come in, units move, the play is labelled synthetic', async () => {
  const { context, page, problems } = await desk('dispatcher');
  await page.getByText('ØVELSE: syntetiske hendelser').waitFor();
  await page.locator('.mission').first().waitFor({ timeout: 60_000 });
  const before = await ask(page, '/dispatch/situation');
  await page.waitForFunction(
    async (known) => {
      const now = await (await fetch('/api/v1/dispatch/situation')).json();
      return now.units.filter((unit, place) => unit.lon !== known.units[place].lon).length >= 2;
    },
    before,
    { timeout: 120_000, polling: 1000 },
  );
  await checked(page, problems);
  await context.close();
});

test('a call is taken with the keyboard alone, and the other sees who has it and what was alerted', async () => {
  const first = await desk('dispatcher');
  const second = await desk('dispatcher2');
  const waiting = first.page.locator('.mission--waiting').first();
  for (let still = false; !still; ) {
    await order(first.page, { speed: 20 });
    await waiting.waitFor({ timeout: 120_000 });
    await order(first.page, { speed: 0 }); // the simulated operator rests, so that it is ours
    await first.page.waitForTimeout(3000);
    still = (await waiting.count()) > 0;
  }
  const name = await waiting.locator('.mission__name').innerText();
  await waiting.focus();
  await first.page.keyboard.press('Enter');
  await first.page.locator('.recommendation .choice--ordinary').first().waitFor();
  await second.page.locator('.mission', { hasText: name }).locator('.mission__watched', { hasText: 'dispatcher' }).waitFor({ timeout: 5000 });
  await first.page.keyboard.press('a');
  await second.page.locator('.mission:not(.mission--waiting)', { hasText: name }).waitFor({ timeout: 30_000 });
  await first.page.locator('.unit').first().waitFor();
  assert.equal(await order(first.page, { speed: 20 }), 204);
  await first.page.locator('.timeline li', { hasText: 'Ambulanse varslet' }).first().waitFor();
  await first.page.locator('.unit--acknowledged, .unit--mobile, .unit--arrived').first().waitFor({ timeout: 60_000 });
  await checked(first.page, first.problems);
  await first.context.close();
  await second.context.close();
});

test('a place on the map, by mouse or by keyboard, becomes an incident with its recommendation', async () => {
  const { context, page, problems } = await desk('dispatcher');
  await page.keyboard.press('m');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ny hendelse' }).waitFor();
  assert.match(await page.getByLabel('Sted', { exact: true }).inputValue(), /^\d+\.\d+, \d+\.\d+$/u);
  const names = await ask(page, '/dispatch/layers/names.geojson');
  assert.ok(names.places.length > 5);
  await page.getByLabel('Sted', { exact: true }).fill(names.places[0].name);
  await page.keyboard.press('Enter');
  await page.locator('.recommendation .choice--ordinary').first().waitFor();
  await page.getByText('Sendes alltid').first().waitFor();
  await checked(page, problems);
  await context.close();
});

test('a channel that fails is loud, a mute is shown, and both go when it works again', async () => {
  const { context, page } = await desk('dispatcher2');
  assert.equal(await order(page, { channel: '110', down: true }), 204);
  await page.locator('.alarms', { hasText: '110-sentralen' }).waitFor({ timeout: 30_000 });
  await page.keyboard.press('s');
  await page.getByText('LYDEN ER AV').waitFor();
  assert.deepEqual(await violations(page), []);
  assert.equal(await order(page, { channel: '110', down: false }), 204);
  await page.getByRole('status').filter({ hasText: 'Direkte oppdatert' }).waitFor({ timeout: 30_000 });
  await page.getByText('LYDEN ER AV').waitFor(); // the mute still stands, and is seen
  await context.close();
});

test('on a phone, by day, in English: the desk without a violation', async () => {
  const { context, page, problems } = await logInAs(browser, 'dispatcher', { at, viewport: { width: 390, height: 844 } });
  await page.goto(`${at}/dispatch?lang=en&theme=light`);
  await settled(page);
  await page.locator('.desk-map .map[data-ready=true]').waitFor({ timeout: 60_000 });
  await checked(page, problems);
  await context.close();
});
