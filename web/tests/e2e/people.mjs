// Somebody logs in, in a window of their own.
import { openPage, settled } from './browser.mjs';

export const password = process.env.KJEDE_USER_PASSWORD ?? '';

export async function logIn(browser, user, { at = process.env.KJEDE_URL, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const { page, problems } = await openPage(context, '/login', at);
  await page.getByLabel('Brukernavn').fill(user);
  await page.getByLabel('Passord').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/login');
  await settled(page);
  return { context, page, problems };
}
