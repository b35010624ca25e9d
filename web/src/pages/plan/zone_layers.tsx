// What the zones tell: who is within the target, how long it takes, or who gains and loses.
import type { GeoJSONSource, LayerSpecification, Map as MapLibre } from 'maplibre-gl';
import { useEffect } from 'react';
import type { Comparison, Coverage } from '../../api/plan_types';
import { useAddress } from '../../address';
import { colours, cross, empty, minuteClasses } from './map_style';

export const layerKinds = ['cover', 'minutes', 'change', 'none'] as const;
export type LayerKind = (typeof layerKinds)[number];

const radius = ['interpolate', ['linear'], ['sqrt', ['max', ['get', 'population'], 0]], 0, 3, 40, 8, 120, 16] as never;

function coverLayers(night: boolean): LayerSpecification[] {
  const { within, line } = colours(night);
  return [
    { id: 'zones-within', type: 'circle', source: 'zones', filter: ['get', 'within'], paint: { 'circle-radius': radius, 'circle-color': within, 'circle-opacity': 0.75, 'circle-stroke-width': 1, 'circle-stroke-color': line } },
    { id: 'zones-outside', type: 'symbol', source: 'zones', filter: ['!', ['get', 'within']], layout: { 'icon-image': 'cross', 'icon-allow-overlap': true, 'icon-size': ['interpolate', ['linear'], ['get', 'population'], 0, 0.7, 400, 1.2] } },
  ];
}

function minuteLayers(night: boolean): LayerSpecification[] {
  const steps = minuteClasses.slice(1).flatMap((one) => [one.from, night ? one.night : one.light]);
  const first = night ? minuteClasses[0].night : minuteClasses[0].light;
  const colour = ['case', ['has', 'minutes'], ['step', ['get', 'minutes'], first, ...steps], '#62625f'] as never;
  return [{ id: 'zones-minutes', type: 'circle', source: 'zones', paint: { 'circle-radius': radius, 'circle-color': colour, 'circle-opacity': 0.85, 'circle-stroke-width': 1, 'circle-stroke-color': colours(night).line } }];
}

// Full for those who gain, a ring for those who lose.
function changeLayers(night: boolean): LayerSpecification[] {
  const { better, worse } = colours(night);
  const size = ['interpolate', ['linear'], ['sqrt', ['max', ['get', 'population'], 0]], 0, 6, 120, 24] as never;
  return [
    { id: 'zones-better', type: 'circle', source: 'zones', filter: ['==', ['get', 'verdict'], 'better'], paint: { 'circle-radius': size, 'circle-color': better, 'circle-opacity': 0.7 } },
    { id: 'zones-worse', type: 'circle', source: 'zones', filter: ['==', ['get', 'verdict'], 'worse'], paint: { 'circle-radius': size, 'circle-opacity': 0, 'circle-color': worse, 'circle-stroke-width': 5, 'circle-stroke-color': worse } },
  ];
}

function changedPlaces(answer: Comparison | null): GeoJSON.FeatureCollection {
  const scenario = answer?.scenarios[1];
  const places = [
    ...(scenario?.gain?.places ?? []).map((place) => ({ place, verdict: 'better' })),
    ...(scenario?.lose?.places ?? []).map((place) => ({ place, verdict: 'worse' })),
  ];
  return {
    type: 'FeatureCollection',
    features: places.map(({ place, verdict }) => ({
      type: 'Feature' as const,
      geometry: { type: 'Point' as const, coordinates: [place.lon, place.lat] },
      properties: { name: place.place, population: place.population, verdict },
    })),
  };
}

export function ZoneLayers({ map, kind, coverage, answer }: { map: MapLibre; kind: LayerKind; coverage: Coverage | null; answer: Comparison | null }) {
  const night = useAddress().theme === 'night';
  useEffect(() => {
    if (kind === 'none') return;
    const { outside, halo } = colours(night);
    if (!map.hasImage('cross')) map.addImage('cross', cross(outside, halo));
    map.addSource('zones', { type: 'geojson', data: empty });
    const layers = kind === 'cover' ? coverLayers(night) : kind === 'minutes' ? minuteLayers(night) : changeLayers(night);
    for (const layer of layers) map.addLayer(layer);
    return () => {
      if (!map.style) return; // the map is gone
      for (const layer of layers) if (map.getLayer(layer.id)) map.removeLayer(layer.id);
      if (map.getSource('zones')) map.removeSource('zones');
    };
  }, [map, kind, night]);
  useEffect(() => {
    const shown = kind === 'change' ? changedPlaces(answer) : (coverage?.zones ?? empty);
    map.getSource<GeoJSONSource>('zones')?.setData(shown);
  }, [map, kind, night, coverage, answer]);
  return null;
}
