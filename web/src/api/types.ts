// What the server answers (docs/decisions/0010-server.md). Every answer also carries schema_version: 1.
// Fields that a server may leave out are optional; pages show what is there and never work it out themselves.

export type Language = 'nb' | 'en';
export type Text = { nb: string; en: string };
export type GoalLevel = 'green' | 'yellow' | 'red';
export type Direction = 'better' | 'worse' | 'same' | 'none';

export interface Site {
  title?: Text;
  synthetic: boolean;
  languages?: Language[];
  data_version?: string;
  data_date?: string;
  nation: string;
  years: number[];
  year: number;
  registers: Register[];
  unit_kinds: UnitKind[];
  reports?: Report[];
}

export interface Register {
  id: string;
  name: Text;
  short_name?: Text;
  indicators: IndicatorBrief[];
}

export interface UnitKind {
  id: string;
  name: Text;
  plural: Text;
}

// One measured number with the words for it. Masked: only unit, period and text ("*") are there.
export interface Measurement {
  unit: string;
  name: Text;
  kind: string;
  year: number;
  masked: boolean;
  mask_reason?: string;
  value?: number | null;
  low?: number | null;
  high?: number | null;
  level?: GoalLevel | null;
  numerator?: number;
  denominator?: number;
  n?: number;
  percentiles?: Record<string, number>;
  text: Text;
  interval?: Text;
  events?: Text;
}

export interface Compared extends Measurement {
  trend?: Direction;
  trend_certain?: boolean;
}

// What every list of indicators says of each.
export interface IndicatorBrief {
  id: string;
  name: Text;
  short_name: Text;
  register: string;
  type: string;
  role: 'quality' | 'background';
  kind: string;
  unit: string;
  unit_kinds: string[];
  figures: FigureKind[];
  years: number[];
}

export interface NationalRow extends IndicatorBrief {
  year: number;
  value: number | null;
  low: number | null;
  high: number | null;
  level: GoalLevel | null;
  n: number | null;
  text: Text | null;
  interval: Text | null;
  masked: boolean;
  trend: Direction;
  trend_certain: boolean;
}

export interface National {
  year: number;
  data_version: string;
  indicators: NationalRow[];
}

export interface WhyStep {
  id: string;
  name: Text;
  count: number;
  leaves: boolean; // the count is of those who leave here
}

export interface Indicator extends IndicatorBrief {
  description: Text;
  definition: Text;
  goal: { green: string; yellow: string | null; percentile: number | null; text: Text } | null;
  better: 'higher' | 'lower';
  source: string;
  definition_hash: string;
  data_version: string;
  year: number;
  why: WhyStep[];
  measurement: Measurement | null;
  sql: string;
}

export interface Measurements {
  indicator: string;
  year: number;
  kind: string;
  data_version: string;
  national: Measurement | null;
  measurements: Compared[];
}

export type FigureKind = 'units' | 'funnel' | 'spc' | 'trend' | 'boxes';

export interface FigureAnswer {
  title: string;
  alt: string;
  legend: string;
  spec: Record<string, unknown>;
}

export interface Unit {
  id: string;
  kind: string;
  name: Text;
  short_name: string;
  parent: string | null;
  closed?: string | null;
  measured?: boolean;
}

export interface UnitIndicator {
  id: string;
  name: Text;
  register: string;
  role?: 'quality' | 'background';
  figures?: FigureKind[];
  unit_of_value: string;
  measurement: Measurement;
  before: Measurement | null;
  national: Measurement | null;
  trend: Direction;
  trend_certain: boolean;
  stands_out: StandsOut;
}

// funnel: outside three standard deviations of the country; shift: a signal in the unit's own control chart.
export interface StandsOut {
  funnel: 'better' | 'worse' | null;
  shift: 'better' | 'worse' | null;
  lower: number | null;
  upper: number | null;
}

export interface UnitPage extends Unit {
  year: number;
  data_version: string;
  above: Unit[];
  below: Unit[];
  indicators: UnitIndicator[];
}

export interface Report {
  name: string;
  title?: Text;
  format: string;
  bytes: number;
  href: string;
}

// How one can log in.
export interface Ways {
  passwords: boolean;
  provider: { name: Text; begin: string } | null;
}

export interface Session {
  user: string;
  name?: string;
  roles: { role: Role; unit?: string | null; unit_name?: Text | null }[];
  csrf: string;
}

export type Role =
  | 'public'
  | 'unit_reader'
  | 'registrar'
  | 'secretariat'
  | 'planner'
  | 'dispatcher'
  | 'data_protection'
  | 'administrator';

export interface Diagnostic {
  code: string;
  message: string;
  where?: string | null;
  suggestion?: string | null;
}
