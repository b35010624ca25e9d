// The map: our own roads, places and background, no tile service. Stations can be dragged; a click shows how far one gets.
import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, Map as MapLibre, Marker, type StyleSpecification } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { useAddress } from '../../address';
import { API, write } from '../../api/client';
import type { Scenarios } from '../../api/plan_types';
import { useWords } from '../../words';
import type { Plan, Point } from './plan';

const empty = { type: 'FeatureCollection' as const, features: [] };
const reachColours = ['#08667c', '#58aabb', '#afdae3'] as const;

function styleFor(night: boolean): StyleSpecification {
  const layer = (name: string) => `${API}/plan/layers/${name}.geojson`;
  return {
    version: 8,
    sources: {
      background: { type: 'geojson', data: layer('background') },
      roads: { type: 'geojson', data: layer('roads') },
      places: { type: 'geojson', data: layer('places') },
      reach: { type: 'geojson', data: empty },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': night ? '#16212c' : '#f5f3ee' } },
      { id: 'water', type: 'fill', source: 'background', filter: ['==', ['get', 'kind'], 'water'], paint: { 'fill-color': night ? '#0c2838' : '#cde3ee' } },
      { id: 'land', type: 'fill', source: 'background', filter: ['!=', ['get', 'kind'], 'water'], paint: { 'fill-color': night ? '#16212c' : '#f5f3ee' } },
      { id: 'reach', type: 'fill', source: 'reach', paint: { 'fill-color': ['coalesce', ['get', 'fill'], reachColours[1]], 'fill-opacity': 0.35 } },
      { id: 'roads', type: 'line', source: 'roads', paint: { 'line-color': night ? '#7d93a6' : '#8a857c', 'line-width': ['interpolate', ['linear'], ['zoom'], 7, 0.7, 12, 2.5] } },
      {
        id: 'places',
        type: 'circle',
        source: 'places',
        paint: { 'circle-radius': 4, 'circle-color': night ? '#f0d060' : '#916500', 'circle-stroke-width': 1, 'circle-stroke-color': night ? '#000' : '#fff' },
      },
    ],
  };
}

function boundsOf(points: Point[]): [[number, number], [number, number]] {
  const lons = points.map((point) => point.lon);
  const lats = points.map((point) => point.lat);
  return [
    [Math.min(...lons), Math.min(...lats)],
    [Math.max(...lons), Math.max(...lats)],
  ];
}

function stationSign(name: string, closed: boolean, own: boolean): HTMLElement {
  const sign = document.createElement('div');
  sign.className = `station-sign${closed ? ' station-sign--closed' : ''}${own ? ' station-sign--own' : ''}`;
  sign.title = name;
  sign.textContent = '+';
  return sign;
}

function useMap(place: React.RefObject<HTMLDivElement | null>, data: Scenarios, night: boolean, title: string): MapLibre | null {
  const [map, setMap] = useState<MapLibre | null>(null);
  useEffect(() => {
    if (!place.current || data.stations.length === 0) return;
    const made = new MapLibre({ container: place.current, style: styleFor(night), bounds: boundsOf(data.stations), fitBoundsOptions: { padding: 40 }, attributionControl: false, locale: { 'Map.Title': title } });
    made.on('load', () => setMap(made));
    return () => {
      setMap(null);
      made.remove();
    };
  }, [place, data, night, title]);
  return map;
}

function useStations(map: MapLibre | null, data: Scenarios, plan: Plan, change: (plan: Plan) => void): void {
  const latest = useRef({ plan, change });
  latest.current = { plan, change };
  useEffect(() => {
    if (!map) return;
    const markers = data.stations.map((station) => {
      const at = plan.move[station.id] ?? station;
      const marker = new Marker({ element: stationSign(station.name, plan.close.includes(station.id), station.id in plan.move), draggable: plan.with === '' });
      marker.setLngLat([at.lon, at.lat]).addTo(map);
      marker.on('dragend', () => {
        const { lng, lat } = marker.getLngLat();
        const now = latest.current;
        now.change({ ...now.plan, move: { ...now.plan.move, [station.id]: { lon: lng, lat } } });
      });
      return marker;
    });
    const added = plan.add.map((one) => new Marker({ element: stationSign(one.name, false, true) }).setLngLat([one.lon, one.lat]).addTo(map));
    return () => [...markers, ...added].forEach((marker) => marker.remove());
  }, [map, data, plan]);
}

function useReach(map: MapLibre | null): string {
  const words = useWords();
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!map) return;
    const ask = async (point: Point) => {
      setSaid(words.loading);
      try {
        const answer = await write<GeoJSON.FeatureCollection>('POST', '/plan/isochrone', { ...point, minutes: [5, 10, 15] });
        const features = answer.features.map((feature, place) => ({ ...feature, properties: { ...feature.properties, fill: reachColours[place % reachColours.length] } }));
        map.getSource<GeoJSONSource>('reach')?.setData({ type: 'FeatureCollection', features: features.reverse() });
        setSaid(words.reachShown);
      } catch {
        setSaid(words.failed);
      }
    };
    const click = (event: { lngLat: { lng: number; lat: number } }) => void ask({ lon: event.lngLat.lng, lat: event.lngLat.lat });
    map.on('click', click);
    return () => void map.off('click', click);
  }, [map, words]);
  return said;
}

export default function PlanMap({ data, plan, change }: { data: Scenarios; plan: Plan; change: (plan: Plan) => void }) {
  const words = useWords();
  const { theme } = useAddress();
  const place = useRef<HTMLDivElement>(null);
  const map = useMap(place, data, theme === 'night', words.map);
  useStations(map, data, plan, change);
  const said = useReach(map);
  return (
    <div>
      <div ref={place} className="map" data-ready={map !== null} />
      <p className="muted note" role="status">
        {said}
      </p>
    </div>
  );
}
