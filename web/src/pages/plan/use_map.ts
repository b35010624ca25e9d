// A MapLibre map in a place of the page, made anew for another light or another area.
import { Map as MapLibre } from 'maplibre-gl';
import { type RefObject, useEffect, useState } from 'react';
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

export function useMap(place: RefObject<HTMLDivElement | null>, data: Scenarios, night: boolean, title: string): MapLibre | null {
  const [map, setMap] = useState<MapLibre | null>(null);
  useEffect(() => {
    if (!place.current || data.stations.length === 0) return;
    const made = new MapLibre({
      container: place.current,
      style: styleFor(night),
      bounds: data.area.bounds,
      fitBoundsOptions: { padding: 40 },
      attributionControl: false,
      cooperativeGestures: false,
      locale: { 'Map.Title': title },
    });
    made.on('load', () => setMap(made));
    return () => {
      setMap(null);
      made.remove();
    };
  }, [place, data, night, title]);
  return map;
}
