// The registrar's documents. Rules are the import's; the form is the register's definition.
import type { Text } from './types';

// GET /worklist : most urgent first
export interface Worklist {
  items: WorkItem[];
  unfinished?: number;
  rejects?: { register: string; recorded: string; source: string; rejected: number; warned: number }[];
}

export interface WorkItem {
  register: string;
  key: string;
  unit?: string | null;
  reason: 'unfinished' | 'warning' | 'reject' | 'duplicate' | 'draft';
  text?: Text;
  other?: string; // the record that this may be a duplicate of
  due?: string | null; // date
  days_left?: number | null;
}

// GET /registers/{id}/form
export interface Form {
  register: string;
  name: Text;
  key: string;
  person?: { identifier: string; name: string }; // columns that hold who it is; empty: the register has no persons
  variables: FormVariable[];
}

export interface FormVariable {
  name: string;
  label: Text;
  description?: Text;
  type: 'text' | 'integer' | 'number' | 'date' | 'time' | 'code' | 'unit' | 'derived' | 'boolean';
  codes?: { value: string; label: Text }[];
  units?: { id: string; name: Text }[];
  measure?: string;
  min?: number | null;
  max?: number | null;
  required: boolean;
  source?: string;
}

export type Values = Record<string, string | number | boolean | null>;

// What is wrong with a value or between values; it has a variable when it is about one.
export interface Finding {
  code: string;
  variable?: string | null;
  message: Text | string;
  rejects: boolean;
}

// GET and PUT /registers/{id}/records/{key}; PUT {version, values, identifier, name}; 409 and 422: {current, errors, findings}
export interface RecordAnswer {
  register: string;
  key: string;
  version: number;
  values: Values;
  draft?: Values | null;
  findings?: Finding[];
  recorded?: string;
  recorded_by?: string;
}

// GET …/versions
export interface Versions {
  versions: { version: number; recorded: string; recorded_by: string | null; source: string; changes: { variable: string; before: unknown; after: unknown }[] }[];
}

// POST /registers/{id}/imports?preview=&lang=&mapping= with the file as it is
export interface ImportAnswer {
  read: number;
  new: number;
  changed: number;
  unchanged: number;
  rejected: number;
  warned: number;
  unused_columns: string[];
  rejects: Reject[];
}

export interface Reject {
  row: number;
  problems: { field: string; text: string }[]; // field: a column or a variable; empty: the whole row
  cells: string[] | null; // as the file has them, in the order of its columns
}

// POST /registers/{id}/imports/look with the file
export interface UploadLook {
  rows_looked_at: number;
  dialect: Text;
  columns: UploadColumn[];
}

export interface UploadColumn {
  column: string;
  variable: string | null; // what it would be taken for by name
  values: string[];
  more: boolean;
}

// What fills each variable, for PUT /registers/{id}/mappings/{name}
export type MappingRules = Record<string, { from: string; codes?: Record<string, string> }>;

export interface SavedMapping {
  name: string;
  yaml: string;
  user?: string;
  saved?: string;
}

// The event "import": how far a file has come
export interface ImportProgress {
  what: string;
  done: number;
  total: number;
}
