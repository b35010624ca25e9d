// The public pages against the real server with the demonstration store.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage, overflow, settled, violations } from './browser.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const pages = {
  front: '/',
  register: '/register/ohca',
  indicator: '/indicator/bystander_cpr',
  spc: '/indicator/bystander_cpr?figure=spc',
  percentile: '/indicator/response_time',
  units: '/units',
  unit: '/unit/stavanger',
  compare: '/compare?indicator=rosc_ihca&kind=hospital&units=stavanger,bodo',
  reports: '/reports',
  login: '/login',
  missing: '/nowhere',
};

const looks = [
  { width: 1440, height: 900, search: 'lang=nb' },
  { width: 390, height: 844, search: 'lang=en&theme=night' },
];

function withSearch(path, search) {
  return path + (path.includes('?') ? '&' : '?') + search;
}

for (const [name, path] of Object.entries(pages)) {
  for (const { width, height, search } of looks) {
    test(`${name} at ${width} px, ${search}: no violation, no error, nothing outside the window`, async () => {
      const context = await browser.newContext({ viewport: { width, height } });
      const { page, problems } = await openPage(context, withSearch(path, search));
      await settled(page);
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(problems, []);
      assert.equal(await overflow(page), 0);
      await context.close();
    });
  }
}

async function at(path, width = 1440) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'nb-NO' });
  const { page, problems } = await openPage(context, path);
  await settled(page);
  return { context, page, problems };
}

test('the front page says that the data are synthetic, and shows every register', async () => {
  const { context, page } = await at('/');
  assert.match(await page.locator('.synthetic').innerText(), /Syntetiske data/u);
  const site = await (await page.request.get(`${process.env.KJEDE_URL}/api/v1/site`)).json();
  const quality = site.registers.filter((register) => register.indicators.length > 0);
  assert.ok(quality.length >= 4);
  for (const register of quality) assert.ok(await page.getByRole('heading', { name: register.name.nb, exact: true }).count());
  await context.close();
});

test('a reader finds a hospital by typing, and sees what stands out', async () => {
  const { context, page, problems } = await at('/');
  await page.getByLabel('Finn sykehus').fill('stavang');
  await page.getByRole('link', { name: /^Stavanger/u }).first().click();
  await page.waitForURL(/\/unit\//u);
  await settled(page);
  assert.equal(await page.locator('h1').count(), 1);
  assert.ok(await page.getByRole('heading', { name: 'Dette skiller seg ut' }).isVisible());
  assert.deepEqual(problems, []);
  await context.close();
});

test('the printed national figure is on the indicator page in Norwegian and English form', async () => {
  const { context, page } = await at('/indicator/bystander_cpr?year=2024');
  assert.match(await page.locator('.facts').innerText(), /78,2\s%/u);
  await page.getByRole('button', { name: 'English' }).click();
  await page.waitForURL(/lang=en/u);
  assert.match(await page.locator('.facts').innerText(), /78\.2%/u);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await context.close();
});

test('a figure is drawn from the specification, under the security policy', async () => {
  const { context, page, problems } = await at('/indicator/bystander_cpr');
  await page.locator('.figure__drawing[data-ready=true] svg').waitFor();
  assert.ok((await page.locator('.figure__drawing svg text').count()) > 10);
  await page.getByRole('button', { name: 'Kontrollkort' }).click();
  await page.waitForURL(/figure=spc/u);
  await page.locator('.figure__drawing[data-ready=true] svg').waitFor();
  assert.deepEqual(problems, []);
  await context.close();
});

test('the address holds the choice: a copied link shows the same', async () => {
  const { context, page } = await at('/indicator/bystander_cpr');
  await page.getByLabel('Type enhet').selectOption('hf');
  await page.waitForURL(/kind=hf/u);
  await settled(page);
  const rows = await page.locator('#table tbody tr').count();
  const other = await at(new URL(page.url()).pathname + new URL(page.url()).search);
  assert.equal(await other.page.locator('#table tbody tr').count(), rows);
  await other.context.close();
  await context.close();
});

test('masked cells show a star and no number', async () => {
  const { context, page } = await at('/indicator/survival_30d_ihca?kind=hospital');
  const stars = page.locator('#table tbody tr', { hasText: '*' });
  assert.ok((await stars.count()) > 0);
  assert.doesNotMatch(await stars.first().locator('td').first().innerText(), /\d/u);
  await context.close();
});

test('downloads: the table, and the figure as SVG', async () => {
  const { context, page } = await at('/indicator/bystander_cpr');
  const csv = await page.request.get(new URL(await page.getByRole('link', { name: 'Tabell (CSV)' }).getAttribute('href'), page.url()).href);
  assert.equal(csv.status(), 200);
  assert.match(await csv.text(), /bystander_cpr/u);
  const svg = await page.request.get(new URL(await page.getByRole('link', { name: 'Figur (SVG)' }).getAttribute('href'), page.url()).href);
  assert.equal(svg.status(), 200);
  assert.match(await svg.text(), /^<svg/u);
  await context.close();
});

test('everything on the front page can be reached by keyboard', async () => {
  const { context, page } = await at('/');
  await page.keyboard.press('Tab');
  assert.match(await page.evaluate(() => document.activeElement.textContent), /hovedinnholdet/u);
  await page.keyboard.press('Enter');
  const reached = new Set();
  for (let i = 0; i < 60; ++i) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement.textContent));
  }
  assert.ok(reached.has('Responstid'));
  await context.close();
});

test('when the server is away the page says so', async () => {
  const context = await browser.newContext();
  const { page } = await openPage(context, '/reports');
  await settled(page);
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Enheter', exact: true }).click().catch(() => {});
  await page.getByRole('alert').or(page.getByText('Fikk ikke kontakt')).first().waitFor();
  await context.close();
});
