// A MapLibre map in a place of the page, made anew for another light or another area.
import { Map as MapLibre } from 'maplibre-gl';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Scenarios } from '../../api/plan_types';
import { styleFor } from './map_style';

// Opened projects are drawn as the plan has them.
export function useProjects(map: MapLibre | null, open: string[], night: boolean): void {
  const wanted = open.join(';');
  useEffect(() => {
    if (!map) return;
    map.addLayer({
      id: 'projects',
      type: 'line',
      source: 'roads',
      filter: ['in', ['get', 'project'], ['literal', wanted.split(';')]],
      paint: { 'line-color': night ? '#f0d060' : '#916500', 'line-width': 4 },
    });
    return () => {
      if (map.style && map.getLayer('projects')) map.removeLayer('projects');
    };
  }, [map, wanted, night]);
}

// Nothing until the map is ready, and nothing as soon as another one is wanted: nobody draws on a map that is gone.
export function useMap(place: RefObject<HTMLDivElement | null>, data: Scenarios, night: boolean, title: string): MapLibre | null {
  const wanted = `${data.area.id} ${night} ${title}`;
  const bounds = useRef(data.area.bounds);
  const [ready, setReady] = useState<{ map: MapLibre; of: string } | null>(null);
  useEffect(() => {
    if (!place.current) return;
    let gone = false;
    const map = new MapLibre({
      container: place.current,
      style: styleFor(night),
      bounds: bounds.current,
      fitBoundsOptions: { padding: 40 },
      attributionControl: false,
      locale: { 'Map.Title': title },
    });
    map.on('load', () => {
      if (!gone) setReady({ map, of: wanted });
    });
    return () => {
      gone = true;
      setReady(null);
      map.remove();
    };
  }, [place, wanted, night, title]);
  return ready?.of === wanted ? ready.map : null;
}
