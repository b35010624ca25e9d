// The map's layers: our own background, roads and names below, what is live above. No tile service, no outside fonts.
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { API } from '../../api/client';

const empty = { type: 'FeatureCollection' as const, features: [] };
const layer = (name: string) => `${API}/dispatch/layers/${name}.geojson`;

function ground(night: boolean): LayerSpecification[] {
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': night ? '#131d27' : '#f5f3ee' } },
    { id: 'water', type: 'fill', source: 'background', filter: ['==', ['get', 'kind'], 'water'], paint: { 'fill-color': night ? '#0a2233' : '#cde3ee' } },
    {
      id: 'roads',
      type: 'line',
      source: 'roads',
      paint: { 'line-color': night ? '#3d5266' : '#b5aea1', 'line-width': ['interpolate', ['linear'], ['zoom'], 7, ['case', ['get', 'main'], 1, 0.4], 13, ['case', ['get', 'main'], 4, 2]] },
    },
    { id: 'names', type: 'symbol', source: 'names', minzoom: 7.5, layout: { 'icon-image': ['get', 'sign'], 'icon-padding': 6 } },
  ];
}

function live(night: boolean): LayerSpecification[] {
  const kind = (name: string) => ['==', ['get', 'kind'], name] as ['==', ['get', string], string];
  const proposed = night ? '#7ff0b4' : '#067a3e';
  return [
    { id: 'aeds', type: 'symbol', source: 'aeds', minzoom: 8.5, layout: { 'icon-image': 'aed', 'icon-allow-overlap': true, 'icon-size': ['interpolate', ['linear'], ['zoom'], 8.5, 0.4, 13, 1.1] } },
    { id: 'ways', type: 'line', source: 'ways', filter: kind('way'), paint: { 'line-color': '#e0a100', 'line-width': 1.5, 'line-opacity': 0.6 } },
    { id: 'ways-chosen', type: 'line', source: 'ways', filter: kind('chosen'), paint: { 'line-color': '#ffc533', 'line-width': 3 } },
    { id: 'ways-ordinary', type: 'line', source: 'ways', filter: kind('ordinary'), paint: { 'line-color': proposed, 'line-width': 4 } },
    { id: 'ways-responder', type: 'line', source: 'ways', filter: kind('responder'), paint: { 'line-color': proposed, 'line-width': 3, 'line-dasharray': [2, 1.5] } },
    { id: 'incidents', type: 'symbol', source: 'incidents', layout: { 'icon-image': ['get', 'sign'], 'icon-allow-overlap': true } },
    {
      id: 'units',
      type: 'symbol',
      source: 'units',
      layout: {
        'icon-image': ['get', 'sign'],
        'icon-allow-overlap': true,
        'symbol-sort-key': ['get', 'order'],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 8, 0.65, 12, 1],
      },
    },
    { id: 'unit-names', type: 'symbol', source: 'units', minzoom: 11.5, layout: { 'icon-image': ['get', 'label'], 'icon-anchor': 'top', 'icon-offset': [0, 14] } },
    { id: 'etas', type: 'symbol', source: 'ways', filter: kind('eta'), layout: { 'icon-image': ['get', 'sign'], 'icon-anchor': 'bottom', 'icon-offset': [0, -12], 'icon-allow-overlap': true } },
  ];
}

export function styleFor(night: boolean): StyleSpecification {
  return {
    version: 8,
    sources: {
      background: { type: 'geojson', data: layer('background') },
      roads: { type: 'geojson', data: layer('roads') },
      names: { type: 'geojson', data: empty },
      aeds: { type: 'geojson', data: `${API}/dispatch/aeds.geojson` },
      ways: { type: 'geojson', data: empty },
      incidents: { type: 'geojson', data: empty },
      units: { type: 'geojson', data: empty },
    },
    layers: [...ground(night), ...live(night)],
  };
}
