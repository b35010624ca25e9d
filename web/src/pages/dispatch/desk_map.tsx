// The live map. A click, or Enter while it has focus, opens a new incident there.
import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, Map as MapLibre, type MapMouseEvent } from 'maplibre-gl';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useAddress } from '../../address';
import { API } from '../../api/client';
import type { LiveUnit, Mission, PlaceName } from '../../api/dispatch_types';
import { useWords } from '../../words';
import { boundsOf, type Features, incidentFeatures, nameFeatures, unitFeatures, wayFeatures } from './map_features';
import { styleFor } from './map_style';
import type { Point } from './place';
import type { Proposal } from './proposal';
import { drawSign, scale } from './signs';

const aedsEvery = 300_000; // ms: doors open and close

function useMap(place: RefObject<HTMLDivElement | null>, first: Point[], night: boolean, title: string): MapLibre | null {
  const [map, setMap] = useState<MapLibre | null>(null);
  const bounds = useRef(boundsOf(first));
  bounds.current ??= boundsOf(first);
  const known = bounds.current !== null;
  useEffect(() => {
    if (!place.current || !known) return;
    const made = new MapLibre({ container: place.current, style: styleFor(night), bounds: bounds.current!, fitBoundsOptions: { padding: 30 }, attributionControl: false, locale: { 'Map.Title': title } });
    made.on('styleimagemissing', ({ id }) => {
      const sign = drawSign(id, night);
      if (sign && !made.hasImage(id)) made.addImage(id, sign, { pixelRatio: scale });
    });
    made.on('load', () => setMap(made));
    const timer = window.setInterval(() => made.getSource<GeoJSONSource>('aeds')?.setData(`${API}/dispatch/aeds.geojson`), aedsEvery);
    return () => {
      window.clearInterval(timer);
      setMap(null);
      made.remove();
    };
  }, [place, known, night, title]);
  return map;
}

function useLayer(map: MapLibre | null, name: string, features: Features): void {
  useEffect(() => {
    map?.getSource<GeoJSONSource>(name)?.setData(features);
  }, [map, name, features]);
}

interface Choices {
  incident: (id: string) => void;
  unit: (id: string) => void;
  point: (point: Point) => void;
}

// A unit, else an incident, else the place itself.
function useChoosing(map: MapLibre | null, choices: Choices): void {
  const latest = useRef(choices);
  latest.current = choices;
  useEffect(() => {
    if (!map) return;
    const click = (event: MapMouseEvent) => {
      const { x, y } = event.point;
      const hit = map.queryRenderedFeatures([[x - 6, y - 6], [x + 6, y + 6]], { layers: ['incidents', 'units'] });
      const incident = hit.find((one) => one.layer.id === 'incidents' && one.properties.id !== '');
      const unit = hit.find((one) => one.layer.id === 'units');
      if (incident) latest.current.incident(String(incident.properties.id));
      else if (unit) latest.current.unit(String(unit.properties.id));
      else latest.current.point({ lon: event.lngLat.lng, lat: event.lngLat.lat });
    };
    const enter = (event: KeyboardEvent) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      const { lng, lat } = map.getCenter();
      latest.current.point({ lon: lng, lat });
    };
    const sheet = map.getCanvas();
    map.on('click', click);
    sheet.addEventListener('keydown', enter);
    return () => {
      map.off('click', click);
      sheet.removeEventListener('keydown', enter);
    };
  }, [map]);
}

// To what was chosen, once; not again while it moves.
function useLookAt(map: MapLibre | null, name: string | null, point: Point | null): void {
  const known = point !== null;
  const where = useRef(point);
  where.current = point;
  useEffect(() => {
    if (!map || !name || !where.current) return;
    const { lon, lat } = where.current;
    map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), 10.5), animate: !window.matchMedia('(prefers-reduced-motion: reduce)').matches });
  }, [map, name, known]);
}

interface Shown {
  units: LiveUnit[];
  missions: Mission[];
  places: PlaceName[];
  draft: Point | null;
  proposal: Proposal | null;
}

export default function DeskMap({ units, missions, places, draft, proposal }: Shown) {
  const words = useWords();
  const { theme, get, set } = useAddress();
  const place = useRef<HTMLDivElement>(null);
  const map = useMap(place, units, theme === 'night', words.desk_map);
  const chosen = get('incident');
  useLayer(map, 'units', useMemo(() => unitFeatures(units), [units]));
  useLayer(map, 'incidents', useMemo(() => incidentFeatures(missions, chosen, draft), [missions, chosen, draft]));
  useLayer(map, 'ways', useMemo(() => wayFeatures(units, missions, chosen, proposal), [units, missions, chosen, proposal]));
  useLayer(map, 'names', useMemo(() => nameFeatures(places), [places]));
  useChoosing(map, {
    incident: (id) => set({ incident: id, new: null, at: null }),
    unit: (id) => set({ unit: id }),
    point: ({ lon, lat }) => set({ new: '1', incident: null, at: `${lat.toFixed(5)}, ${lon.toFixed(5)}` }),
  });
  const mission = missions.find((one) => one.incident === chosen);
  const placed = mission && typeof mission.lon === 'number' && typeof mission.lat === 'number' ? { lon: mission.lon, lat: mission.lat } : null;
  useLookAt(map, chosen, placed);
  const unit = units.find((one) => one.id === get('unit'));
  useLookAt(map, unit?.id ?? null, unit ?? null);
  const all = () => {
    const bounds = boundsOf(units);
    if (map && bounds) map.fitBounds(bounds, { padding: 30 });
  };
  return (
    <div className="desk-map">
      <div ref={place} className="map" data-ready={map !== null} />
      <div className="desk-map__foot">
        <button type="button" className="tab" onClick={all}>
          {words.desk_all}
        </button>
        <p className="muted note">{words.desk_mapHelp}</p>
      </div>
    </div>
  );
}
