// The dispatcher's documents. A recommendation is service::recommendation_object; events are those of docs/decisions/0009.
import type { Text } from './types';

// GET /dispatch/board
export interface Board {
  now: string;
  missions: Mission[];
  indications?: { id: string; name: Text }[];
  channels?: Channel[];
  play?: { seed: number; speed: number } | null; // the demonstration's simulator
}

// GET /dispatch/layers/names.geojson
export interface PlaceNames {
  places: PlaceName[];
}
export interface PlaceName {
  name: string;
  lon: number;
  lat: number;
}

// GET /dispatch/situation; the event "units" brings those that have changed
export interface Situation {
  now: string;
  position_age_limit: number; // seconds
  units: LiveUnit[];
}

export interface LiveUnit {
  id: string;
  name: string;
  kind: 'ambulance' | 'doctor' | 'air' | 'responder';
  state: string;
  progress: Progress | null;
  incident: string | null;
  lon: number;
  lat: number;
  position_at: string | null;
  old: boolean;
}

export interface Channel {
  id: string;
  name?: Text;
  ok: boolean;
  since?: string;
  problem?: string | null;
}

export type Progress =
  | 'alerted'
  | 'acknowledged'
  | 'mobile'
  | 'arrived'
  | 'handed_over'
  | 'ended'
  | 'refused'
  | 'silent'
  | 'stood_down';

export interface Mission {
  incident: string;
  opened_at: string;
  closed: boolean;
  considered?: boolean; // whether first responders are to go has been decided
  watched_by?: string[];
  indication: string;
  priority?: string;
  lon?: number | null;
  lat?: number | null;
  municipality?: string | null;
  units: UnitOnMission[];
  alarms: number;
  version: number;
  missing?: { requirement: string; unit: string; what: string }[];
}

export interface UnitOnMission {
  unit: string;
  name?: string;
  role: 'ordinary' | 'responder' | 'police';
  progress: Progress;
  channel?: string;
  alerted?: string | null;
  acknowledged?: string | null;
  mobile?: string | null;
  arrived?: string | null;
  handed_over?: string | null;
  ended?: string | null;
}

// POST /dispatch/recommend takes this; POST /dispatch/incidents takes { incident: this, alert: Alert }.
export interface NewIncident {
  incident: string;
  lon: number;
  lat: number;
  indication: string;
  priority: 'acute' | 'urgent' | 'planned';
  received: string;
}

// All in one step: opening, recommendation, ordinary and first-responder alerts, or nothing.
export interface Alert {
  responders: string[];
  ordinary?: string[];
  no_responders?: string;
}

export interface Eta {
  eta_seconds: number | null;
  eta_low_seconds?: number;
  eta_high_seconds?: number;
  eta_straight_line?: boolean;
  old_position?: boolean;
}

export interface OrdinaryChoice extends Eta {
  unit: string;
  name?: string;
  kind: string;
  state: string;
  free: boolean;
}

export interface ResponderChoice extends Eta {
  unit: string;
  name: string;
  group: string;
  organisation: string;
  role: 'to_patient' | 'fetch_aed';
  channel: string;
  gain_seconds: number | null;
  aed?: { own: boolean; name?: string; location?: string } | null;
  warnings: { requirement: string; reason: Text }[];
}

export interface Recommendation {
  incident: string;
  decided: string;
  ordinary: OrdinaryChoice[];
  responders: ResponderChoice[];
  reserves: ResponderChoice[];
  bystander_aed: { name?: string; location?: string; metres_to_patient?: number } | null;
  not_eligible: { unit: string | null; requirement: string; reason: Text }[];
  police: { channel: string; reason: string } | null;
  time_gain_seconds: number | null;
  remarks: Text[];
}

export interface MissionEvent {
  seq?: number;
  kind: string;
  incident: string;
  unit?: string;
  occurred: string;
  recorder?: string;
  fields?: Record<string, unknown>;
}
