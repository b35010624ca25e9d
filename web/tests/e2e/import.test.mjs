// A registrar's file: columns and codes chosen, three bad rows corrected in place.
import assert from 'node:assert/strict';
import { after, before, test as always } from 'node:test';
import { launch, logInAs, overflow, settled, violations } from './browser.mjs';

const test = process.env.KJEDE_USER_PASSWORD ? always : always.skip;
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

// Latin-1, semicolons, names and codes of somebody's own; rows 3, 4 and 5 are wrong.
const rows = ['Nr;Kontrollert;Lag;Utstyrsslag;Utløper', 'P1;2024-05-01;nord-1;starter;2027-01-01', 'P2;2024-05-01;sør-1;maske;2027-01-01', 'P3;ikke en dato;sør-1;maske;2027-01-01', 'P4;2024-05-01;sør-1;trillebår;2027-01-01', 'P5;2024-05-01;;maske;2027-01-01'];

test('columns and codes are chosen, the mapping is saved, three bad rows are corrected here', async () => {
  const { context, page, problems } = await logInAs(browser, 'registrar');
  await page.goto(`${process.env.KJEDE_URL}/work?view=import&into=responder_equipment`);
  await settled(page);
  await page.locator('input[type=file]').setInputFiles({ name: 'utstyr.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n'), 'latin1') });
  const used = (column) => page.getByLabel(`Brukes som: ${column}`, { exact: true });
  for (const [column, variable] of [['Nr', 'equipment_id'], ['Kontrollert', 'updated'], ['Lag', 'unit_id'], ['Utstyrsslag', 'item'], ['Utløper', 'expires']]) {
    await used(column).selectOption(variable);
  }
  const codes = page.getByRole('row', { name: /^Utstyrsslag/u });
  await codes.getByLabel('Koder: starter').selectOption('aed');
  await codes.getByLabel('Koder: maske').selectOption('ventilation_mask');
  await page.getByRole('button', { name: 'Lagre kartleggingen' }).click();
  await page.getByText('Kartleggingen er lagret.').waitFor();
  await page.getByRole('button', { name: 'Forhåndsvis' }).click();
  await page.getByText('Avviste rader kan rettes her når filen er importert.').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Importer', exact: true }).click();
  const bad = page.locator('.rejected');
  await bad.nth(2).waitFor();
  assert.equal(await bad.count(), 3);
  assert.deepEqual(await violations(page), []);
  assert.equal(await overflow(page), 0);
  await page.getByRole('group', { name: 'Rad 3' }).locator('[aria-invalid=true]').first().fill('2024-05-02');
  await page.getByRole('group', { name: 'Rad 4' }).locator('select').selectOption('other');
  await page.getByRole('group', { name: 'Rad 5' }).locator('[aria-invalid=true]').first().fill('sør-2');
  await page.getByRole('button', { name: 'Send radene på nytt' }).click();
  await page.getByText('Alle radene er nå tatt inn.').waitFor();
  assert.deepEqual(problems, []);
  await context.close();
});

test('the worklist tells of the delivery, and the own unit’s figures stand beside it', async () => {
  const { context, page, problems } = await logInAs(browser, 'registrar');
  await page.getByRole('heading', { name: 'Leveranser med avviste rader eller varsler' }).waitFor();
  await page.getByLabel('Enhet', { exact: true }).selectOption({ index: 3 });
  await page.locator('.table tbody tr').first().waitFor();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(problems, []);
  await context.close();
});
