// A plan as it stands in the address: ?plan-with=…&plan-year=2030&plan-open=tunnel&plan-move=skarnes@5.4,61.5&…
import type { Changes, SavedChoice } from '../../api/plan_types';

export interface Point {
  lon: number;
  lat: number;
}

export interface NewStation extends Point {
  id: string;
  name: string;
}

export interface Plan {
  base: string;
  with: string; // a scenario that is there already; else what follows
  year: number | null;
  open: string[];
  move: Record<string, Point>;
  add: NewStation[];
  close: string[];
  vehicles: Record<string, string>; // vehicle: station
  extra: string[]; // stations with one ambulance more; a station twice: two
}

export const emptyPlan: Plan = { base: '', with: '', year: null, open: [], move: {}, add: [], close: [], vehicles: {}, extra: [] };
export const planFields = ['base', 'with', 'year', 'open', 'move', 'add', 'close', 'vehicles', 'extra'] as const;

function list(text: string | null): string[] {
  return (text ?? '').split(';').filter(Boolean);
}

// "lon,lat"
function pointOf(text: string | undefined): Point | null {
  const [lon, lat] = (text ?? '').split(',').map(Number);
  return lon === undefined || lat === undefined || Number.isNaN(lon) || Number.isNaN(lat) ? null : { lon, lat };
}

function written(point: Point): string {
  return `${point.lon.toFixed(5)},${point.lat.toFixed(5)}`;
}

// Names are free text: what divides entries is written otherwise.
function safe(name: string): string {
  return name.replace(/[;@]/gu, ' ').trim();
}

function movesIn(text: string | null): Record<string, Point> {
  const moves: Record<string, Point> = {};
  for (const entry of list(text)) {
    const [id, at] = entry.split('@');
    const point = pointOf(at);
    if (id && point) moves[id] = point;
  }
  return moves;
}

function stationsIn(text: string | null): NewStation[] {
  return list(text).flatMap((entry) => {
    const [id, at, name] = entry.split('@');
    const point = pointOf(at);
    return id && point ? [{ id, name: name || id, ...point }] : [];
  });
}

function vehiclesIn(text: string | null): Record<string, string> {
  const pairs = list(text).map((entry) => entry.split('@'));
  return Object.fromEntries(pairs.filter((pair) => pair.length === 2 && pair[0] && pair[1]) as [string, string][]);
}

export function planOf(get: (name: string) => string | null): Plan {
  return {
    base: get('base') ?? '',
    with: get('with') ?? '',
    year: get('year') ? Number(get('year')) : null,
    open: list(get('open')),
    move: movesIn(get('move')),
    add: stationsIn(get('add')),
    close: list(get('close')),
    vehicles: vehiclesIn(get('vehicles')),
    extra: list(get('extra')),
  };
}

export function planSearch(plan: Plan): Record<string, string | null> {
  const joined = (parts: string[]) => parts.join(';') || null;
  return {
    'plan-base': plan.base || null,
    'plan-with': plan.with || null,
    'plan-year': plan.year ? String(plan.year) : null,
    'plan-open': joined(plan.open),
    'plan-move': joined(Object.entries(plan.move).map(([id, point]) => `${id}@${written(point)}`)),
    'plan-add': joined(plan.add.map((one) => `${one.id}@${written(one)}@${safe(one.name)}`)),
    'plan-close': joined(plan.close),
    'plan-vehicles': joined(Object.entries(plan.vehicles).map(([vehicle, station]) => `${vehicle}@${station}`)),
    'plan-extra': joined(plan.extra),
  };
}

// What the server is asked about: a scenario by name, or the base with these changes.
export function changesOf(plan: Plan, base: string): SavedChoice {
  if (plan.with) return plan.with;
  const changes: Changes = { base, open: plan.open, move: plan.move, add: plan.add, close: plan.close, vehicles: plan.vehicles, extra: plan.extra };
  return plan.year ? { ...changes, year: plan.year } : changes;
}

// The other way: a saved plan, to be changed further. What it was compared with is the reader's choice.
export function planFrom(saved: SavedChoice, base: string): Plan {
  if (typeof saved === 'string') return { ...emptyPlan, base, with: saved };
  return {
    ...emptyPlan,
    base: saved.base,
    year: saved.year ?? null,
    open: saved.open ?? [],
    move: saved.move ?? {},
    add: (saved.add ?? []).map((one) => ({ ...one, name: one.name ?? one.id })),
    close: saved.close ?? [],
    vehicles: saved.vehicles ?? {},
    extra: saved.extra ?? [],
  };
}

export function moved(plan: Plan, id: string, point: Point): Plan {
  const added = plan.add.map((one) => (one.id === id ? { ...one, ...point } : one));
  return plan.add.some((one) => one.id === id) ? { ...plan, add: added } : { ...plan, move: { ...plan.move, [id]: point } };
}

export function putBack(plan: Plan, id: string): Plan {
  const { [id]: _gone, ...move } = plan.move;
  return { ...plan, move };
}

export function toggled(list: string[], one: string): string[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

// A new station comes with an ambulance of its own: without one it would change nothing.
export function withStation(plan: Plan, name: string, point: Point): Plan {
  let number = 1;
  while (plan.add.some((one) => one.id === `ny${number}`)) ++number;
  const id = `ny${number}`;
  return { ...plan, add: [...plan.add, { id, name: safe(name) || id, ...point }], extra: [...plan.extra, id] };
}

export function withoutStation(plan: Plan, id: string): Plan {
  const vehicles = Object.fromEntries(Object.entries(plan.vehicles).filter(([, station]) => station !== id));
  return { ...plan, add: plan.add.filter((one) => one.id !== id), extra: plan.extra.filter((one) => one !== id), vehicles };
}

export function oneLess(list: string[], one: string): string[] {
  const at = list.lastIndexOf(one);
  return at < 0 ? list : list.filter((_, place) => place !== at);
}

export function withVehicle(plan: Plan, vehicle: string, station: string, own: string): Plan {
  const { [vehicle]: _gone, ...others } = plan.vehicles;
  return { ...plan, vehicles: station === own ? others : { ...others, [vehicle]: station } };
}
