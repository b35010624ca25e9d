// The map's own roads, places and background by day and by night; no tile service.
import type { StyleSpecification } from 'maplibre-gl';
import { API } from '../../api/client';

export const empty = { type: 'FeatureCollection' as const, features: [] };

// Minutes from the call until the nearest ambulance is there: a class begins at `from`. Lightness falls evenly, so that
// the classes can be told apart without colour.
export const minuteClasses = [
  { from: 0, light: '#00483f', night: '#d6f5ec' },
  { from: 8, light: '#1f7f6e', night: '#8fd6c2' },
  { from: 12, light: '#d19a00', night: '#e5c24b' },
  { from: 25, light: '#c04a1a', night: '#f08a5d' },
  { from: 40, light: '#6d0f3c', night: '#d85a9a' },
] as const;

export const reachFills = ['#08667c', '#58aabb', '#afdae3'] as const; // within 5, 10, 15 minutes

export function colours(night: boolean) {
  return night
    ? { ground: '#16212c', water: '#0c2838', road: '#5c7185', halo: '#0f1720', within: '#43b981', outside: '#ff9d87', better: '#43b981', worse: '#ff9d87', line: '#0f1720' }
    : { ground: '#f5f3ee', water: '#cde3ee', road: '#a9a49a', halo: '#ffffff', within: '#078141', outside: '#a31f0e', better: '#078141', worse: '#a31f0e', line: '#ffffff' };
}

export function styleFor(night: boolean): StyleSpecification {
  const layer = (name: string) => `${API}/plan/layers/${name}.geojson`;
  const { ground, water, road } = colours(night);
  return {
    version: 8,
    sources: {
      background: { type: 'geojson', data: layer('background') },
      roads: { type: 'geojson', data: layer('roads') },
      reach: { type: 'geojson', data: empty },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': ground } },
      { id: 'water', type: 'fill', source: 'background', filter: ['==', ['get', 'kind'], 'water'], paint: { 'fill-color': water } },
      { id: 'land', type: 'fill', source: 'background', filter: ['!=', ['get', 'kind'], 'water'], paint: { 'fill-color': ground } },
      { id: 'reach', type: 'fill', source: 'reach', paint: { 'fill-color': ['coalesce', ['get', 'fill'], reachFills[1]], 'fill-opacity': 0.4 } },
      {
        id: 'roads',
        type: 'line',
        source: 'roads',
        filter: ['all', ['==', ['get', 'project'], null], ['!', ['get', 'ferry']]],
        paint: { 'line-color': road, 'line-width': ['interpolate', ['linear'], ['zoom'], 7, ['case', ['get', 'main'], 1.4, 0.5], 12, ['case', ['get', 'main'], 4, 1.5]] },
      },
      { id: 'ferries', type: 'line', source: 'roads', filter: ['all', ['==', ['get', 'project'], null], ['get', 'ferry']], paint: { 'line-color': road, 'line-width': 1.5, 'line-dasharray': [2, 2] } },
    ],
  };
}

// A cross for those who are not reached: a shape of its own, not only a colour.
export function cross(colour: string, halo: string): ImageData {
  const size = 26;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) return new ImageData(size, size);
  pen.lineCap = 'round';
  for (const [width, style] of [[9, halo], [5, colour]] as const) {
    pen.lineWidth = width;
    pen.strokeStyle = style;
    pen.beginPath();
    pen.moveTo(7, 7);
    pen.lineTo(19, 19);
    pen.moveTo(19, 7);
    pen.lineTo(7, 19);
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}
