// The stations as the plan has them: where they stand, closed, moved or new.
import type { Scenarios } from '../../api/plan_types';
import type { Plan, Point } from './plan';

export interface Sign extends Point {
  id: string;
  name: string;
  closed: boolean;
  changed: boolean;
  added: boolean;
}

export function signsOf(data: Scenarios, plan: Plan): Sign[] {
  const own = data.stations.map((station) => ({
    id: station.id,
    name: station.name,
    ...(plan.move[station.id] ?? { lon: station.lon, lat: station.lat }),
    closed: plan.close.includes(station.id),
    changed: station.id in plan.move,
    added: false,
  }));
  return [...own, ...plan.add.map((one) => ({ ...one, closed: false, changed: true, added: true }))];
}
