// The planner's pages against the real server: stations by hand, coverage, plans saved and shared, a simulated day.
import assert from 'node:assert/strict';
import { after, before, test as always } from 'node:test';
import { checked, launch, logInAs, settled } from './browser.mjs';

const test = process.env.KJEDE_USER_PASSWORD ? always : always.skip; // no accounts, no workplaces
const slow = { timeout: 90_000 };
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function mapShown(page) {
  await page.locator('.map[data-ready=true]').waitFor(slow);
  await page.locator('.map-layers__sum', { hasText: '%' }).waitFor(slow);
}

async function planner(search = '', options = {}, user = 'planner') {
  const { context, page, problems } = await logInAs(browser, user, options);
  await page.goto(new URL(`/plan${search}`, process.env.KJEDE_URL).href);
  await settled(page);
  await mapShown(page);
  return { context, page, problems };
}

const field = (page, name) => new URL(page.url()).searchParams.get(name);
const sum = (page) => page.locator('.map-layers__sum').innerText();

test('the planner opens a tunnel of a scenario and gets a comparison with intervals', async () => {
  const { context, page, problems } = await planner();
  await checked(page, problems);
  await page.getByLabel('Plan', { exact: true }).selectOption('tunnel_2030');
  await page.getByRole('button', { name: 'Simuler og sammenlign' }).click();
  await page.getByRole('heading', { name: 'Planene ved siden av hverandre' }).waitFor(slow);
  assert.equal(field(page, 'plan-with'), 'tunnel_2030');
  assert.match(await page.locator('.table').innerText(), /–/u);
  await checked(page, problems);
  await context.close();
});

test('a station is moved with the arrow keys, undone and done again', async () => {
  const { context, page, problems } = await planner();
  const before = await sum(page);
  const sign = page.getByRole('button', { name: /^Skarnes ambulansestasjon/u }).first();
  await sign.focus();
  for (let i = 0; i < 3; ++i) await page.keyboard.press('ArrowUp');
  await page.waitForURL(/plan-move=skarnes/u);
  await page.getByText('Før: ').waitFor(slow);
  const moved = field(page, 'plan-move');
  await page.getByRole('button', { name: 'Angre' }).click(); // three steps of one kind are one
  await page.waitForURL((url) => !url.search.includes('plan-move'));
  await page.waitForFunction((text) => document.querySelector('.map-layers__sum').innerText === text, before, slow);
  await page.locator('h1').click();
  await page.getByRole('button', { name: 'Gjør om igjen' }).click();
  await page.waitForURL(/plan-move=skarnes/u);
  assert.equal(field(page, 'plan-move'), moved);
  await checked(page, problems);
  await context.close();
});

test('a station is dragged with the mouse', async () => {
  const { context, page, problems } = await planner();
  const sign = page.getByRole('button', { name: /^Skarnes ambulansestasjon/u }).first();
  const box = await sign.boundingBox();
  await page.mouse.move(box.x + 12, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, box.y + 30, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL(/plan-move=skarnes/u);
  assert.deepEqual(problems, []);
  await context.close();
});

test('a station is closed, its ambulances go to the nearest; a new one is added by name and by a click', async () => {
  const { context, page, problems } = await planner();
  await page.getByText('Stasjoner', { exact: true }).click();
  await page.getByRole('button', { name: 'Skarnes ambulansestasjon: legg ned' }).click();
  await page.waitForURL(/plan-close=skarnes/u);
  await page.getByText('Ambulanser og hvor de står').click();
  await page.waitForFunction(() => document.getElementById('vehicle-skarnes_1').value !== 'skarnes', null, slow);
  await page.getByText('Legg til stasjon').first().click();
  await page.getByLabel('Sted, eller breddegrad, lengdegrad').fill('Finnes ikke');
  await page.keyboard.press('Enter');
  await page.getByText('Stedet er ikke kjent').waitFor();
  await page.getByLabel('Sted, eller breddegrad, lengdegrad').fill('Tangen');
  await page.keyboard.press('Enter');
  await page.waitForURL(/plan-add=ny1/u);
  assert.equal(field(page, 'plan-extra'), 'ny1');
  await page.getByRole('button', { name: 'Pek på kartet' }).click();
  await page.locator('.map').click({ position: { x: 300, y: 300 } });
  await page.waitForURL((url) => url.searchParams.get('plan-add').includes('ny2'));
  await checked(page, problems);
  await context.close();
});

test('moved station, tunnel, 2030: who gains, with the uncertainty', async () => {
  const { context, page, problems } = await planner('?plan-move=skarnes@5.80000,61.35000');
  await page.getByLabel('År', { exact: true }).selectOption('2030');
  await page.getByLabel(/Åpne vei/u).check();
  await page.getByRole('button', { name: 'Simuler og sammenlign' }).click();
  await page.getByRole('heading', { name: /Får det bedre: / }).waitFor(slow);
  assert.match(await page.locator('.gains').innerText(), /innbyggere/u);
  assert.match(await page.locator('.change').first().innerText(), /til/u);
  await page.getByRole('button', { name: 'Hvem vinner' }).click();
  await page.waitForURL(/layer=change/u);
  await page.getByLabel('År', { exact: true }).selectOption('2026');
  await page.getByText('Planen er endret etter at dette ble simulert').waitFor();
  await checked(page, problems);
  await context.close();
});

test('the coverage line says what the server counted, and every layer has its legend', async () => {
  const { context, page, problems } = await planner();
  const text = await sum(page);
  assert.match(text, /av .* innbyggere \(\d+,\d\s%\) og \d+,\d\s% av de akutte/u);
  assert.match(text, /innen 12 minutter i tettsted og 25 minutter/u);
  await page.getByRole('button', { name: 'Responstid' }).click();
  await page.waitForURL(/layer=minutes/u);
  assert.equal(await page.locator('.map-legend li').count(), 5);
  await checked(page, problems);
  await page.locator('.map').click({ position: { x: 200, y: 420 } });
  await page.getByText('Rekkevidden vises på kartet').or(page.getByText('ingen vei i nærheten')).first().waitFor(slow);
  await context.close();
});

test('a plan is saved, opened by its link in a new session, and saved by two at once: both are kept', async () => {
  const name = `Uten Kråkvik ${Date.now()}`;
  const first = await planner('?plan-close=krakvik');
  await first.page.getByText('Lagrede planer').click();
  await first.page.getByLabel('Navn på planen').fill(name);
  await first.page.keyboard.press('Enter');
  await first.page.getByText('Lagret som versjon 1.').waitFor(slow);
  const id = field(first.page, 'saved');
  const second = await planner(`?saved=${id}`, {}, 'planner2');
  await second.page.waitForURL(/plan-close=krakvik/u);
  await second.page.getByLabel('Navn på planen').waitFor();
  await second.page.getByLabel('År', { exact: true }).selectOption('2030');
  await second.page.getByRole('button', { name: 'Lagre ny versjon' }).click();
  await second.page.getByText('Lagret som versjon 2.').waitFor(slow);
  assert.equal(await second.page.getByRole('button', { name: `${name}: slett` }).count(), 0); // another's

  await first.page.getByLabel(/Åpne vei/u).check();
  await first.page.getByRole('button', { name: 'Lagre ny versjon' }).click();
  await first.page.getByText('planner2 lagret en ny versjon').waitFor(slow);
  await checked(first.page, first.problems);
  await first.page.getByRole('button', { name: 'Lagre min som nyeste versjon' }).click();
  await first.page.getByText('Lagret som versjon 3.').waitFor(slow);
  await first.page.getByRole('button', { name: `${name}: slett` }).click();
  await first.page.getByRole('button', { name: `${name}: slett for godt?` }).click();
  await first.page.getByRole('button', { name: `${name}: slett` }).waitFor({ state: 'detached' });
  await second.page.goto(new URL(`/plan?saved=${id}`, process.env.KJEDE_URL).href);
  await second.page.getByText('finnes ikke, eller den er slettet').waitFor(slow);
  await first.context.close();
  await second.context.close();
});

test('a simulated day is played, paused and stepped by keyboard; the same seed is the same day', async () => {
  const { context, page, problems } = await planner();
  await page.getByRole('button', { name: 'Spill av et simulert døgn' }).click();
  await page.locator('.day__clock').waitFor(slow);
  const clock = () => page.locator('.day__clock').innerText();
  const first = await clock();
  await page.getByRole('button', { name: 'Spill', exact: true }).click();
  await page.waitForFunction((text) => document.querySelector('.day__clock').innerText !== text, first);
  await page.getByRole('button', { name: 'Pause' }).click();
  const stopped = await clock();
  await page.getByRole('button', { name: 'Neste' }).focus();
  for (let i = 0; i < 4; ++i) await page.keyboard.press('ArrowRight');
  const later = await clock();
  assert.ok(later >= stopped);
  const told = await page.locator('.day__events').innerText();
  assert.ok(told.length > 20);
  for (let i = 0; i < 4; ++i) await page.keyboard.press('ArrowLeft');
  assert.ok((await clock()) <= later);
  assert.equal(await page.locator('.unit-sign:not(.unit-sign--legend)').count(), 30);
  await checked(page, problems);
  const counts = await page.locator('.day > .note').innerText();
  await page.reload();
  await page.locator('.day__clock').waitFor(slow);
  assert.equal(await page.locator('.day > .note').innerText(), counts);
  assert.equal(await clock(), first);
  await page.getByRole('button', { name: 'En annen dag' }).click();
  await page.waitForURL(/seed=2/u);
  await context.close();
});

test('with less motion the day goes from step to step', async () => {
  const { context, page } = await logInAs(browser, 'planner', { reducedMotion: 'reduce' });
  await page.goto(new URL('/plan?day=2', process.env.KJEDE_URL).href);
  await page.locator('.day__clock').waitFor(slow);
  const first = await page.locator('.day__clock').innerText();
  await page.getByRole('button', { name: 'Spill', exact: true }).click();
  await page.waitForTimeout(500);
  assert.equal(await page.locator('.day__clock').innerText(), first);
  await page.waitForFunction((text) => document.querySelector('.day__clock').innerText !== text, first);
  await context.close();
});

for (const search of ['lang=en&theme=night', 'lang=en&theme=night&day=5', 'lang=nb&layer=minutes']) {
  test(`on a phone, ${search}: no violation, everything open`, async () => {
    const { context, page, problems } = await logInAs(browser, 'planner', { viewport: { width: 390, height: 844 } });
    await page.goto(new URL(`/plan?plan-close=krakvik&${search}`, process.env.KJEDE_URL).href);
    await page.locator('.map[data-ready=true]').waitFor(slow);
    await page.locator(search.includes('day') ? '.day__clock' : '.map-legend').waitFor(slow);
    await page.locator('.plan-part').evaluateAll((parts) => parts.forEach((part) => (part.open = true)));
    await page.waitForTimeout(500);
    await checked(page, problems);
    await context.close();
  });
}
