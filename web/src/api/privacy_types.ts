// The data protection officer's documents; reading them is logged too.

export interface AccessEntry {
  recorded: string;
  actor: string;
  action: string;
  subject: string;
  purpose: string;
  detail: string;
  hits: number;
}

// GET /privacy/access-log?purpose=&subject= : oldest first
export interface AccessLog {
  entries: AccessEntry[];
  logged: number; // the entry of this reading
}

// GET /privacy/deliveries
export interface Deliveries {
  deliveries: { recorded: string; actor?: string; action?: string; subject: string; purpose?: string; detail?: string; hits?: number }[];
}

// GET /privacy/verify
export interface Verification {
  ok: boolean;
  chains: Chain[];
}

export interface Chain {
  id: string;
  ok: boolean;
  entries: number;
  head: string;
  first_bad?: number | null;
  reason?: string | null;
}

// GET /privacy/published
export interface PublishedProof {
  data_version: string;
  registers: { register: string; cells: number; masked: number; safe: boolean; unsafe?: { indicator?: string; unit?: string; period?: string }[] }[];
}
