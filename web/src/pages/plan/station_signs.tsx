// The stations on the map: dragged with the mouse, or moved with the arrow keys once they have the focus.
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import type { Scenarios } from '../../api/plan_types';
import { useWords, type Words } from '../../words';
import { moved, type Plan, type Point, toggled, withoutStation } from './plan';
import { type Sign, signsOf } from './signs';

const step = { fine: 0.002, usual: 0.01 }; // degrees: some 200 m and 1 km north

function arrow(key: string): [number, number] | null {
  const steps: Record<string, [number, number]> = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-2, 0], ArrowRight: [2, 0] };
  return steps[key] ?? null;
}

type Change = (next: Plan, same?: string) => void;

function dress(marker: Marker, sign: Sign, editable: boolean, words: Words): void {
  const element = marker.getElement();
  element.className = element.className.replace(/station-sign\S*/gu, '').trim();
  element.classList.add('station-sign');
  if (sign.closed) element.classList.add('station-sign--closed');
  if (sign.changed) element.classList.add('station-sign--own');
  const state = sign.closed ? words.closedStation : sign.added ? words.newStation : sign.changed ? words.movedStation : '';
  element.title = state ? `${sign.name} (${state})` : sign.name;
  element.setAttribute('aria-label', editable ? `${element.title}. ${words.signKeys}` : element.title);
  element.textContent = sign.closed ? '×' : '+';
  marker.setLngLat([sign.lon, sign.lat]).setDraggable(editable && !sign.closed);
}

function made(sign: Sign, latest: { current: { plan: Plan; change: Change } }, editable: boolean): Marker {
  const element = document.createElement('button');
  element.type = 'button';
  const marker = new Marker({ element });
  if (!editable) return marker;
  const move = (point: Point, same?: string) => latest.current.change(moved(latest.current.plan, sign.id, point), same);
  marker.on('dragend', () => {
    const { lng, lat } = marker.getLngLat();
    move({ lon: lng, lat });
  });
  element.addEventListener('click', (event) => event.stopPropagation()); // no question about reach from a station's sign
  element.addEventListener('keydown', (event) => {
    const way = arrow(event.key);
    const { plan, change } = latest.current;
    if (way && !plan.close.includes(sign.id)) {
      const { lng, lat } = marker.getLngLat();
      const size = event.shiftKey ? step.fine : step.usual;
      move({ lon: lng + way[0] * size, lat: lat + way[1] * size }, `nudge ${sign.id}`);
    } else if (event.key === 'Delete') {
      change(sign.added ? withoutStation(plan, sign.id) : { ...plan, close: toggled(plan.close, sign.id) });
    } else return;
    event.preventDefault();
    event.stopPropagation(); // the map would pan
  });
  return marker;
}

export function StationSigns({ map, data, plan, change }: { map: MapLibre; data: Scenarios; plan: Plan; change: Change }) {
  const words = useWords();
  const editable = plan.with === '';
  const latest = useRef({ plan, change });
  latest.current = { plan, change };
  const markers = useRef(new Map<string, Marker>());
  useEffect(() => {
    const there = markers.current;
    return () => {
      for (const marker of there.values()) marker.remove();
      there.clear();
    };
  }, [map, editable]);
  useEffect(() => {
    const signs = signsOf(data, plan);
    for (const [id, marker] of markers.current) {
      if (signs.some((sign) => sign.id === id)) continue;
      marker.remove();
      markers.current.delete(id);
    }
    for (const sign of signs) {
      let marker = markers.current.get(sign.id);
      const fresh = marker === undefined;
      marker ??= made(sign, latest, editable);
      markers.current.set(sign.id, marker);
      dress(marker, sign, editable, words);
      if (fresh) marker.addTo(map);
    }
  }, [map, data, plan, editable, words]);
  return null;
}
