// The units of a simulated day on the map. Each state has a shape of its own; the colour only helps.
import { type GeoJSONSource, type Map as MapLibre, Marker } from 'maplibre-gl';
import { useEffect } from 'react';
import { useAddress } from '../../address';
import type { Day, UnitState } from '../../api/plan_types';
import { colours, cross, empty } from './map_style';
import type { DayClock } from './day_clock';
import { drawnAt } from './day_place';

// 20 × 20
export const shapes: Record<UnitState, string> = {
  station: 'M4 9 10 4l6 5v7H4z',
  off_duty: 'M7 7h6v6H7z',
  turning_out: 'M4 9 10 4l6 5v7H4zM10 1v3',
  to_scene: 'M10 2 18 17H2z',
  at_scene: 'M10 2a8 8 0 1 0 .01 0zM10 6v8M6 10h8',
  to_hospital: 'M10 1 19 10 10 19 1 10z',
  at_hospital: 'M3 3h14v14H3zM7 6v8M13 6v8M7 10h6',
  returning: 'M10 18 2 3h16z',
};

const svg = 'http://www.w3.org/2000/svg';

function sign(id: string): HTMLElement {
  const element = document.createElement('div');
  element.className = 'unit-sign';
  element.setAttribute('aria-hidden', 'true'); // the list says the same in words
  element.title = id;
  const picture = document.createElementNS(svg, 'svg');
  picture.setAttribute('viewBox', '0 0 20 20');
  picture.append(document.createElementNS(svg, 'path'));
  element.append(picture);
  return element;
}

function useCalls(map: MapLibre, day: Day, clock: DayClock, night: boolean): void {
  useEffect(() => {
    const { outside, halo } = colours(night);
    if (!map.hasImage('cross')) map.addImage('cross', cross(outside, halo));
    map.addSource('calls', { type: 'geojson', data: empty });
    map.addLayer({ id: 'calls', type: 'symbol', source: 'calls', layout: { 'icon-image': 'cross', 'icon-allow-overlap': true, 'icon-size': ['match', ['get', 'priority'], 'acute', 1, 0.65] } });
    let shown = '';
    const draw = () => {
      const open = day.calls.filter((call) => call.from <= clock.now() && clock.now() < call.until);
      const names = open.map((call) => call.incident).join();
      if (names === shown) return;
      shown = names;
      map.getSource<GeoJSONSource>('calls')?.setData({
        type: 'FeatureCollection',
        features: open.map((call) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [call.lon, call.lat] }, properties: { priority: call.priority } })),
      });
    };
    draw();
    const stop = clock.subscribe(draw);
    return () => {
      stop();
      if (!map.style) return;
      if (map.getLayer('calls')) map.removeLayer('calls');
      if (map.getSource('calls')) map.removeSource('calls');
    };
  }, [map, day, clock, night]);
}

export function DayUnits({ map, day, clock }: { map: MapLibre; day: Day; clock: DayClock }) {
  const night = useAddress().theme === 'night';
  useCalls(map, day, clock, night);
  useEffect(() => {
    const units = day.units.map((unit) => ({ unit, marker: new Marker({ element: sign(unit.id) }).setLngLat([unit.lon, unit.lat]).addTo(map) }));
    const draw = () => {
      for (const { unit, marker } of units) {
        const { lon, lat, state } = drawnAt(unit, clock.now());
        marker.setLngLat([lon, lat]);
        const element = marker.getElement();
        if (element.dataset.state === state) continue;
        element.dataset.state = state;
        element.querySelector('path')?.setAttribute('d', shapes[state]);
      }
    };
    draw();
    const stop = clock.subscribe(draw);
    return () => {
      stop();
      for (const { marker } of units) marker.remove();
    };
  }, [map, day, clock]);
  return null;
}
