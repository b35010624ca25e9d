// The planner's documents: service::comparison_json, its intervals as [low, high], scenarios as they are listed,
// coverage, saved plans and a simulated day.
import type { Text } from './types';

// GET /plan/scenarios
export interface Scenarios {
  area: { id: string; name: Text; synthetic?: boolean; bounds: [number, number, number, number] }; // west, south, east, north
  scenarios: ScenarioBrief[];
  stations: Station[];
  vehicles: Vehicle[];
  hospitals: { id: string; name: string; lon: number; lat: number }[];
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

export interface Vehicle {
  id: string;
  station: string;
  always: boolean;
  from: number; // minutes of the day
  to: number;
}

// POST /plan/compare takes { scenarios: [id or Changes] }; the others are compared with the first.
export interface Changes {
  base: string;
  year?: number;
  open?: string[];
  move?: Record<string, { lon: number; lat: number }>;
  add?: { id: string; name?: string; lon: number; lat: number }[];
  close?: string[];
  vehicles?: Record<string, string>;
  extra?: string[];
}
export type SavedChoice = string | Changes;

export interface Estimate {
  value: number | null;
  interval: [number, number] | null;
  change: { value: number | null; interval: [number, number] | null } | null;
  verdict?: 'better' | 'worse' | 'unclear';
}

export interface Changed {
  people: number;
  places: (Estimate & { place: string; municipality: string; population: number; lon: number; lat: number })[];
}

export interface Comparison {
  area: string;
  synthetic: boolean;
  replications: number;
  days: number;
  missions: number;
  scenarios: { id: string; name: Text; year: number; stations: number; vehicles: number; population: number; gain?: Changed; lose?: Changed }[];
  groups: Group[];
}

export interface Group {
  id: string;
  population: number;
  mean_minutes: Estimate[];
  median_minutes: Estimate[];
  p90_minutes: Estimate[];
  share_within_target: Estimate[];
}

// POST /plan/coverage
export interface Coverage {
  before_minutes: number;
  targets: { urban: number; rural: number };
  year: number;
  groups: CoverageGroup[];
  fleet: { vehicle: string; station: string; from: string | null }[];
  zones: GeoJSON.FeatureCollection;
}

export interface CoverageGroup {
  id: string;
  population: number;
  population_within: number;
  population_share: number;
  calls_per_day: number;
  calls_share: number;
}

// GET /plan/saved, /plan/saved/{id}
export interface SavedBrief {
  id: string;
  name: string;
  owner: string;
  version: number;
  saved: string;
  saved_by: string;
  mine: boolean;
}

export interface SavedPlan extends SavedBrief {
  plan: SavedChoice;
  versions?: SavedBrief[];
}

// POST /plan/day; times are seconds after midnight
export type UnitState = 'station' | 'off_duty' | 'turning_out' | 'to_scene' | 'at_scene' | 'to_hospital' | 'at_hospital' | 'returning';

export interface DayPart {
  state: UnitState;
  incident: string;
  from: number;
  until: number;
  line: [number, number, number][]; // second, lon, lat
}

export interface DayUnit {
  id: string;
  station: string;
  lon: number;
  lat: number;
  always: boolean;
  from: number; // minutes on duty
  to: number;
  parts: DayPart[];
}

export interface DayEvent {
  at: number;
  kind: string;
  incident: string;
  priority: 'acute' | 'urgent' | 'planned';
  place: string;
  unit?: string;
  response_minutes?: number;
  within?: boolean;
}

export interface Day {
  seed: number;
  weekday: number;
  year: number;
  counts: { calls: number; acute_answered: number; acute_within: number };
  units: DayUnit[];
  calls: { incident: string; lon: number; lat: number; priority: string; from: number; until: number }[];
  events: DayEvent[];
}
