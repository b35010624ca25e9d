// The planner's documents: service::comparison_json, its intervals as [low, high], and scenarios as they are listed.
import type { Text } from './types';

// GET /plan/scenarios
export interface Scenarios {
  area: { id: string; name: Text; synthetic?: boolean };
  scenarios: ScenarioBrief[];
  stations: Station[];
  projects?: { id: string; name: Text }[];
  years?: number[];
}

export interface ScenarioBrief {
  id: string;
  name: Text;
  description?: Text;
  year: number;
}

export interface Station {
  id: string;
  name: string;
  lon: number;
  lat: number;
  vehicles?: number;
}

// POST /plan/compare takes { scenarios: [id or Changes] }; the others are compared with the first.
export interface Changes {
  base: string;
  year?: number;
  open?: string[];
  move?: Record<string, { lon: number; lat: number }>;
  add?: { name: string; lon: number; lat: number }[];
  close?: string[];
}

export interface Estimate {
  value: number | null;
  interval: [number, number] | null | [];
  change: { value?: number; interval?: [number, number] } | number | null;
}

export interface Comparison {
  area: string;
  synthetic: boolean;
  replications: number;
  days: number;
  missions: number;
  scenarios: { id: string; name: Text; year: number; stations: number; vehicles: number; population: number }[];
  groups: Group[];
  places: (Group & { municipality: string; settlement: string })[];
}

export interface Group {
  id: string;
  name?: Text;
  population: number;
  mean_minutes: Estimate[];
  median_minutes: Estimate[];
  p90_minutes: Estimate[];
  share_within_target: Estimate[];
}
