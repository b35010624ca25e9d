// Where a unit is drawn at a moment: on the line that the server gives, between two of its points.
import type { DayPart, DayUnit, UnitState } from '../../api/plan_types';
import type { Point } from './plan';

export interface Drawn extends Point {
  state: UnitState;
  incident: string;
}

function along(part: DayPart, second: number): Point {
  const { line } = part;
  const next = line.findIndex(([at]) => at > second);
  const last = line[(next < 0 ? line.length : Math.max(next, 1)) - 1] ?? line[0];
  if (!last) return { lon: 0, lat: 0 };
  const to = next > 0 ? line[next] : undefined;
  if (!to || to[0] === last[0]) return { lon: last[1], lat: last[2] };
  const share = (second - last[0]) / (to[0] - last[0]);
  return { lon: last[1] + share * (to[1] - last[1]), lat: last[2] + share * (to[2] - last[2]) };
}

export function onDuty(unit: DayUnit, second: number): boolean {
  if (unit.always) return true;
  const minute = (second / 60) % 1440;
  return unit.from < unit.to ? minute >= unit.from && minute < unit.to : minute >= unit.from || minute < unit.to;
}

export function drawnAt(unit: DayUnit, second: number): Drawn {
  const part = unit.parts.find((one) => one.from <= second && second < one.until);
  if (part) return { ...along(part, second), state: part.state, incident: part.incident };
  return { lon: unit.lon, lat: unit.lat, state: onDuty(unit, second) ? 'station' : 'off_duty', incident: '' };
}
