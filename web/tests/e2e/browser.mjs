// Debian's Chromium by playwright-core, axe-core on every page, and the errors that a page makes.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const hasBrowser = fs.existsSync(executable);
export const base = process.env.KJEDE_URL ?? '';

export function launch() {
  return chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

// A page that keeps what went wrong in it. A question that is answered "no" (404, 401) is no error of the page.
export async function openPage(context, path, at = base) {
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|404|409|422)/u.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(at).origin) problems.push(`another host: ${request.url()}`);
  });
  await page.goto(at + path, { waitUntil: 'load' });
  return { page, problems };
}

export async function settled(page) {
  await page.locator('main').waitFor();
  await page.waitForFunction(() => !document.querySelector('main .loading'), null, { timeout: 15_000 });
}

// Violations of WCAG 2.1 A and AA, in a line each.
export async function violations(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
  return result.violations.map((one) => `${one.id}: ${one.help} (${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')})`);
}

// How many pixels the page is wider than its window.
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

// A new session of a user, with the password of KJEDE_USER_PASSWORD.
export async function logInAs(browser, user, { at = base, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const { page, problems } = await openPage(context, '/login', at);
  await page.getByLabel('Brukernavn').fill(user);
  await page.getByLabel('Passord').fill(process.env.KJEDE_USER_PASSWORD ?? '');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/login');
  await settled(page);
  return { context, page, problems };
}

// No violation, no error, nothing outside the window.
export async function checked(page, problems) {
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(problems, []);
  assert.equal(await overflow(page), 0);
}
