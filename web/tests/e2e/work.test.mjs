// Those who log in: what each may open, and the work each is there for, against the real server.
import assert from 'node:assert/strict';
import { after, before, test as always } from 'node:test';
import { checked, launch, logInAs, openPage, settled, violations } from './browser.mjs';

const password = process.env.KJEDE_USER_PASSWORD ?? '';

const test = password ? always : always.skip; // no accounts, no workplaces
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const logIn = (user, options) => logInAs(browser, user, options);

async function goTo(page, path) {
  await page.goto(new URL(path, process.env.KJEDE_URL).href);
  await settled(page);
}

test('a wrong password is refused, and says no more than that', async () => {
  const context = await browser.newContext();
  const { page } = await openPage(context, '/login');
  await page.getByLabel('Brukernavn').fill('nobody-here');
  await page.getByLabel('Passord').fill('wrong wrong wrong');
  await page.keyboard.press('Enter');
  assert.match(await page.getByRole('alert').innerText(), /Feil brukernavn eller passord/u);
  await context.close();
});

test('without a login a workplace asks for one', async () => {
  const context = await browser.newContext();
  for (const path of ['/work', '/plan', '/dispatch', '/privacy', '/admin']) {
    const { page } = await openPage(context, path);
    await settled(page);
    await page.getByRole('heading', { name: 'Denne siden krever innlogging' }).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.close();
  }
  await context.close();
});

test('two dispatchers: an ambulance is alerted by keyboard, the other sees it within a second', async () => {
  const first = await logIn('dispatcher');
  const second = await logIn('dispatcher2');
  await first.page.getByRole('status').filter({ hasText: 'Direkte oppdatert' }).waitFor();
  await second.page.getByRole('status').filter({ hasText: 'Direkte oppdatert' }).waitFor();
  await checked(first.page, first.problems);

  await first.page.keyboard.press('n');
  await first.page.getByLabel('Sted', { exact: true }).fill('61,5615 5,4605');
  await first.page.keyboard.press('Enter');
  await first.page.getByLabel('Ambulanse (flere skilles med komma)').fill('A1');
  const from = Date.now();
  await first.page.keyboard.press('Enter');
  await second.page.locator('.mission').filter({ hasText: 'Bevisstløs' }).first().waitFor();
  assert.ok(Date.now() - from < 3000, `${Date.now() - from} ms`);

  await first.page.locator('.unit', { hasText: 'A1' }).getByRole('button', { name: 'Kvittert' }).click();
  await first.page.locator('.unit--acknowledged', { hasText: 'A1' }).waitFor();
  await second.page.locator('.mission').first().click();
  await second.page.locator('.unit--acknowledged', { hasText: 'A1' }).waitFor();
  await second.page.locator('.timeline li', { hasText: 'Ambulanse varslet' }).waitFor();
  await checked(second.page, second.problems);

  // one unit cannot be on two incidents
  await second.page.keyboard.press('n');
  await second.page.getByLabel('Sted', { exact: true }).fill('61,58 5,59');
  await second.page.keyboard.press('Enter');
  await second.page.getByLabel('Ambulanse (flere skilles med komma)').fill('A1');
  await second.page.keyboard.press('Enter');
  await second.page.locator('.desk__work').getByRole('alert').waitFor();
  await first.context.close();
  await second.context.close();
});

test('the dispatcher is told loudly when the line to the server is lost', async () => {
  const { context, page } = await logIn('dispatcher');
  await page.getByRole('status').filter({ hasText: 'Direkte oppdatert' }).waitFor();
  await context.setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await page.locator('.alarms', { hasText: 'MISTET KONTAKTEN' }).waitFor({ timeout: 15_000 });
  await context.close();
});

test('a registrar opens the most urgent form and saves it with the keyboard alone', async () => {
  const { context, page, problems } = await logIn('registrar');
  await page.locator('.work-list a').first().waitFor();
  await checked(page, problems);
  await page.locator('.work-list a').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('.record').waitFor();
  await settled(page);
  await checked(page, problems);
  await page.getByLabel(/^Alder/u).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('212');
  await page.getByText('Må være mellom 0 og 120').first().waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('61');
  await page.getByText('Kladd lagret').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('.timeline li').nth(1).waitFor();
  await context.close();
});

test('a draft is there again after the window was lost', async () => {
  const { context, page } = await logIn('registrar');
  await page.locator('.work-list a').nth(3).click();
  await page.locator('.record').waitFor();
  await page.getByLabel(/^Alder/u).fill('47');
  await page.getByText('Kladd lagret').waitFor();
  const address = page.url();
  await page.close();
  const again = await context.newPage();
  await again.goto(address);
  await again.locator('.record').waitFor();
  assert.equal(await again.getByLabel(/^Alder/u).inputValue(), '47');
  await context.close();
});

test('data protection: log with a purpose, deliveries, chains that hold', async () => {
  const { context, page, problems } = await logIn('privacy');
  await page.getByLabel('Formål').fill('kontroll');
  await page.keyboard.press('Enter');
  await page.getByText('kontroll').or(page.getByText('Ingen treff.')).first().waitFor();
  await checked(page, problems);
  for (const [view, text] of [['Utleveringer', 'ohca'], ['Kontroll av loggene', 'Hel og uendret'], ['Publisert og skjult', 'kan regnes ut']]) {
    await page.getByRole('button', { name: view }).click();
    await page.getByText(text).first().waitFor();
    await settled(page);
    await checked(page, problems);
  }
  await context.close();
});

test('an administrator takes a role away, and it counts at once', async () => {
  const admin = await logIn('admin');
  await checked(admin.page, admin.problems);
  const other = await logIn('temporary');
  await admin.page.getByRole('button', { name: /Sperr temporary/u }).click();
  await admin.page.getByRole('row', { name: /temporary/u }).getByText('Sperret').waitFor();
  await goTo(other.page, '/privacy');
  await other.page.getByRole('heading', { name: 'Denne siden krever innlogging' }).waitFor();
  await admin.context.close();
  await other.context.close();
});

test('on a phone, at night, in English: every workplace without a violation', async () => {
  for (const [user, path] of [['dispatcher', '/dispatch'], ['registrar', '/work'], ['privacy', '/privacy?view=verify'], ['admin', '/admin']]) {
    const { context, page, problems } = await logIn(user, { viewport: { width: 390, height: 844 } });
    await goTo(page, `${path}${path.includes('?') ? '&' : '?'}lang=en&theme=night`);
    await checked(page, problems);
    await context.close();
  }
});
