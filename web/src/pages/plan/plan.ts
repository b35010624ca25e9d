// A plan as it stands in the address: ?plan-with=…&plan-year=2030&plan-open=tunnel&plan-move=skarnes@5.4,61.5&…
import type { Changes } from '../../api/plan_types';

export interface Point {
  lon: number;
  lat: number;
}

export interface Plan {
  base: string;
  with: string; // a scenario that is there already; else what follows
  year: number | null;
  open: string[];
  move: Record<string, Point>;
  add: (Point & { name: string })[];
  close: string[];
}

function list(text: string | null): string[] {
  return (text ?? '').split(';').filter(Boolean);
}

// "name@lon,lat"
function placed(text: string): [string, Point] | null {
  const [name, at] = text.split('@');
  const [lon, lat] = (at ?? '').split(',').map(Number);
  if (!name || lon === undefined || lat === undefined || Number.isNaN(lon) || Number.isNaN(lat)) return null;
  return [name, { lon, lat }];
}

function place(name: string, point: Point): string {
  return `${name}@${point.lon.toFixed(5)},${point.lat.toFixed(5)}`;
}

export function planOf(get: (name: string) => string | null): Plan {
  const placesIn = (name: string) => list(get(name)).map(placed).filter((one) => one !== null);
  return {
    base: get('base') ?? '',
    with: get('with') ?? '',
    year: get('year') ? Number(get('year')) : null,
    open: list(get('open')),
    move: Object.fromEntries(placesIn('move')),
    add: placesIn('add').map(([name, point]) => ({ name, ...point })),
    close: list(get('close')),
  };
}

export function planSearch(plan: Plan): Record<string, string | null> {
  return {
    'plan-base': plan.base || null,
    'plan-with': plan.with || null,
    'plan-year': plan.year ? String(plan.year) : null,
    'plan-open': plan.open.join(';') || null,
    'plan-move': Object.entries(plan.move).map(([name, point]) => place(name, point)).join(';') || null,
    'plan-add': plan.add.map((one) => place(one.name, one)).join(';') || null,
    'plan-close': plan.close.join(';') || null,
  };
}

// What the server compares with the base: a scenario by name, or the base with these changes.
export function changesOf(plan: Plan, base: string): string | Changes {
  if (plan.with) return plan.with;
  return { base, ...(plan.year ? { year: plan.year } : {}), open: plan.open, move: plan.move, add: plan.add, close: plan.close };
}
