// A plan in the address and back; a unit on its line.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { changesOf, moved, oneLess, planFrom, planOf, planSearch, withStation, withoutStation } = await load('src/pages/plan/plan.ts');
const { drawnAt } = await load('src/pages/plan/day_place.ts');

const full = {
  base: 'base',
  with: '',
  year: 2030,
  open: ['tunnel'],
  move: { skarnes: { lon: 5.8, lat: 61.35 } },
  add: [{ id: 'ny1', name: 'Sør; @ ny', lon: 5.5, lat: 61.2 }],
  close: ['krakvik'],
  vehicles: { krakvik_1: 'ny1' },
  extra: ['ny1', 'ny1'],
};

function throughAddress(plan) {
  const search = planSearch(plan);
  return planOf((name) => search[`plan-${name}`] ?? null);
}

test('a plan goes through the address and through a saved plan unchanged', () => {
  const again = throughAddress(full);
  assert.deepEqual(again, { ...full, add: [{ ...full.add[0], name: 'Sør    ny' }] });
  assert.deepEqual(planFrom(changesOf(full, 'base'), 'base'), full);
  assert.equal(changesOf({ ...full, with: 'tunnel_2030' }, 'base'), 'tunnel_2030');
});

test('what cannot be read in an address is left out', () => {
  const plan = planOf((name) => ({ move: 'a@x,y;b@5,61;c', add: 'n@5', vehicles: 'v;w@s', year: '' })[name] ?? null);
  assert.deepEqual(plan.move, { b: { lon: 5, lat: 61 } });
  assert.deepEqual(plan.add, []);
  assert.deepEqual(plan.vehicles, { w: 's' });
  assert.equal(plan.year, null);
});

test('a new station has an ambulance, and takes it along when it goes', () => {
  const one = withStation(planOf(() => null), 'Tangen', { lon: 5, lat: 61 });
  const two = withStation(one, 'Vest', { lon: 6, lat: 61 });
  assert.deepEqual(two.extra, ['ny1', 'ny2']);
  assert.deepEqual(withoutStation(two, 'ny1').extra, ['ny2']);
  assert.deepEqual(moved(two, 'ny2', { lon: 7, lat: 60 }).add[1], { id: 'ny2', name: 'Vest', lon: 7, lat: 60 });
  assert.deepEqual(oneLess(['a', 'b', 'a'], 'a'), ['a', 'b']);
});

test('a unit is drawn between the points of its line, else at its station, on duty or not', () => {
  const unit = { id: 'A1', station: 's', lon: 1, lat: 2, always: false, from: 480, to: 1200, parts: [{ state: 'to_scene', incident: '1', from: 100, until: 300, line: [[100, 1, 2], [200, 2, 2], [300, 2, 4]] }] };
  assert.deepEqual(drawnAt(unit, 150), { lon: 1.5, lat: 2, state: 'to_scene', incident: '1' });
  assert.deepEqual(drawnAt(unit, 250), { lon: 2, lat: 3, state: 'to_scene', incident: '1' });
  assert.equal(drawnAt(unit, 300).state, 'off_duty');
  assert.equal(drawnAt(unit, 9 * 3600).state, 'station');
});
