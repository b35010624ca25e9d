// Units as they are: the whole picture when something was decided, single units as they move.
import { useCallback, useEffect, useState } from 'react';
import type { LiveUnit, PlaceName, PlaceNames, Progress, Situation } from '../../api/dispatch_types';
import { useLive, usePublished } from '../../api/hooks';
import type { Words } from '../../words';

export type Doing = 'free' | 'called' | 'driving' | 'there' | 'hospital' | 'home' | 'away';

const ofMission: Partial<Record<Progress, Doing>> = { alerted: 'called', acknowledged: 'called', mobile: 'driving', arrived: 'there', handed_over: 'there' };
const ofState: Record<string, Doing> = {
  available: 'free',
  on_duty: 'free',
  returning: 'home',
  alerted: 'called',
  at_scene: 'there',
  to_hospital: 'hospital',
  at_hospital: 'hospital',
  off_duty: 'away',
  unknown: 'away',
};

// What it does: its mission says more than its terminal.
export function doing(unit: LiveUnit): Doing {
  return (unit.progress && ofMission[unit.progress]) || ofState[unit.state] || 'away';
}

export function doingWord(words: Words, what: Doing): string {
  return words[`desk_state_${what}`];
}

// A responder's unit has a name; a resource is called by its id.
export function unitName(unit: LiveUnit): string {
  return unit.kind === 'responder' ? unit.name || unit.id : unit.id;
}

export interface Picture {
  units: LiveUnit[];
  moved: (data: unknown) => void;
  again: () => void;
}

function unitsIn(data: unknown): LiveUnit[] {
  return typeof data === 'object' && data !== null && 'units' in data && Array.isArray(data.units) ? (data.units as LiveUnit[]) : [];
}

export function useSituation(): Picture {
  const answer = useLive<Situation>('/dispatch/situation', 30_000);
  const [units, setUnits] = useState<LiveUnit[]>([]);
  useEffect(() => {
    if (answer.data) setUnits(answer.data.units);
  }, [answer.data]);
  const moved = useCallback((data: unknown) => {
    const news = new Map(unitsIn(data).map((unit) => [unit.id, unit]));
    if (news.size > 0) setUnits((before) => before.map((unit) => news.get(unit.id) ?? unit));
  }, []);
  return { units, moved, again: () => void answer.mutate() };
}

export function usePlaceNames(): PlaceName[] {
  return usePublished<PlaceNames>('/dispatch/layers/names.geojson').data?.places ?? [];
}
