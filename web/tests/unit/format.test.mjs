// Formats, places and addresses as people write them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const format = await load('src/format.ts');
const place = await load('src/pages/dispatch/place.ts');
const spec = await load('src/figure/spec.ts');

test('numbers and shares by language', () => {
  assert.equal(format.number(1997.5, 'nb', 1), '1\u00a0997,5');
  assert.equal(format.number(1997.5, 'en', 1), '1,997.5');
  assert.equal(format.share(0.78, 'nb'), '78\u00a0%');
  assert.equal(format.share(0.78, 'en'), '78%');
});

test('dates by language; what is no date stays as it is', () => {
  assert.equal(format.date('2025-03-31', 'nb'), '31. mars 2025');
  assert.equal(format.date('2025-03-31', 'en'), '31 March 2025');
  assert.equal(format.date('soon', 'nb'), 'soon');
});

test('a place is latitude and longitude with point or comma, or a known name', () => {
  const oslo = { lat: 59.91, lon: 10.75 };
  for (const text of ['59.91, 10.75', '59,91 10,75', ' 59.91;10.75 ', '59,91, 10,75']) assert.deepEqual(place.readPlace(text, []), oslo);
  assert.deepEqual(place.readPlace('sund', [{ name: 'Sund', ...oslo }]), oslo);
  for (const text of ['', '10.75', '99, 10', 'nowhere', '59.91, 200']) assert.equal(place.readPlace(text, []), null);
});

test('a specification keeps what stands beside the plot beside it', () => {
  const given = { $schema: 'x', width: 430, layer: [{ encoding: { x: { value: 438 } } }, { encoding: { x: { value: 4 } } }], data: { values: [{ x: { value: 500 } }] } };
  const fitted = spec.fitted(given, 1000);
  assert.equal(fitted.width, 640);
  assert.equal(fitted.layer[0].encoding.x.value, 648);
  assert.equal(fitted.layer[1].encoding.x.value, 4);
  assert.deepEqual(fitted.data, given.data);
  assert.equal(spec.fitted(given, 360).width, 170);
});

test('a specification that is alone brings its texts in usermeta', () => {
  const figure = spec.specOf({ $schema: 'x', usermeta: { title: 'T', alt: 'A', legend: 'L' } });
  assert.deepEqual([figure.title, figure.alt, figure.legend], ['T', 'A', 'L']);
  assert.equal(spec.specOf({ errors: [] }), null);
});
