// What the map draws, as GeoJSON out of the server's documents.
import type { LiveUnit, Mission, NewIncident, PlaceName, Recommendation } from '../../api/dispatch_types';
import { minutes } from './elapsed';
import type { Point } from './place';
import { signOf } from './signs';
import { doing, unitName } from './situation';

export type Features = GeoJSON.FeatureCollection;

function collection(features: GeoJSON.Feature[]): Features {
  return { type: 'FeatureCollection', features };
}

function at(point: Point, properties: Record<string, unknown>): GeoJSON.Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [point.lon, point.lat] }, properties };
}

function line(from: Point, to: Point, properties: Record<string, unknown>): GeoJSON.Feature {
  return { type: 'Feature', geometry: { type: 'LineString', coordinates: [[from.lon, from.lat], [to.lon, to.lat]] }, properties };
}

export function unitFeatures(units: LiveUnit[]): Features {
  return collection(
    units.map((unit) => {
      const what = doing(unit);
      const busy = what === 'free' || what === 'away' ? 0 : 1;
      return at(unit, { id: unit.id, sign: signOf(unit, what), label: `name|${unitName(unit)}`, order: busy + (unit.kind === 'responder' ? 0 : 2) });
    }),
  );
}

const isPlaced = (mission: Mission): mission is Mission & Point => typeof mission.lon === 'number' && typeof mission.lat === 'number';

export function incidentFeatures(missions: Mission[], chosen: string | null, draft: Point | null): Features {
  const signs = missions
    .filter((mission) => !mission.closed)
    .filter(isPlaced)
    .map((mission) => {
      const kind = mission.incident === chosen ? 'chosen' : mission.considered === false ? 'waiting' : 'open';
      return at(mission, { id: mission.incident, sign: `incident|${kind}` });
    });
  return collection(draft ? [...signs, at(draft, { id: '', sign: 'incident|draft' })] : signs);
}

// From whoever is on the way to where they go; what is proposed with its minutes.
export function wayFeatures(units: LiveUnit[], missions: Mission[], chosen: string | null, proposal: { answer: Recommendation; incident: NewIncident } | null): Features {
  const ways: GeoJSON.Feature[] = [];
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  for (const mission of missions.filter((one) => !one.closed).filter(isPlaced)) {
    for (const one of mission.units) {
      const unit = byId.get(one.unit);
      if (unit && ['alerted', 'acknowledged', 'mobile'].includes(one.progress)) ways.push(line(unit, mission, { kind: mission.incident === chosen ? 'chosen' : 'way' }));
    }
  }
  if (!proposal) return collection(ways);
  const { answer, incident } = proposal;
  for (const choice of [...answer.ordinary, ...answer.responders]) {
    const unit = byId.get(choice.unit);
    if (!unit) continue;
    const kind = 'kind' in choice ? 'ordinary' : 'responder';
    ways.push(line(unit, incident, { kind }));
    if (choice.eta_seconds !== null) ways.push(at(unit, { kind: 'eta', sign: `text|${minutes(choice.eta_seconds)}` }));
  }
  return collection(ways);
}

export function nameFeatures(places: PlaceName[]): Features {
  return collection(places.map((place) => at(place, { sign: `name|${place.name}` })));
}

export function boundsOf(points: Point[]): [[number, number], [number, number]] | null {
  if (points.length === 0) return null;
  const lons = points.map((point) => point.lon);
  const lats = points.map((point) => point.lat);
  return [
    [Math.min(...lons), Math.min(...lats)],
    [Math.max(...lons), Math.max(...lats)],
  ];
}
