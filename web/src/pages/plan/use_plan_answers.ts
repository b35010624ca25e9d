// What the server says of a plan: coverage at once, the comparison when asked for, a simulated day.
import { useEffect, useMemo, useState } from 'react';
import { write } from '../../api/client';
import type { Comparison, Coverage, Day, SavedChoice } from '../../api/plan_types';
import { DayClock } from './day_clock';

const settle = 300; // ms: a station that is being nudged is not asked about at every step

export interface Asked<T> {
  data: T | null;
  error: unknown;
}

// Asks anew when the question changes; what was known stays until then. Null: nothing to ask.
function useAsked<T>(path: string, question: string | null, wait: number): Asked<T> {
  const [answer, setAnswer] = useState<Asked<T>>({ data: null, error: null });
  useEffect(() => {
    if (question === null) return setAnswer({ data: null, error: null });
    let wanted = true;
    const timer = window.setTimeout(() => {
      write<T>('POST', path, question).then(
        (data) => wanted && setAnswer({ data, error: null }),
        (error: unknown) => wanted && setAnswer((before) => ({ data: before.data, error })),
      );
    }, wait);
    return () => {
      wanted = false;
      window.clearTimeout(timer);
    };
  }, [path, question, wait]);
  return answer;
}

export function useCoverage(choice: SavedChoice): Asked<Coverage> {
  return useAsked<Coverage>('/plan/coverage', JSON.stringify({ plan: choice }), settle);
}

export interface DayAnswer extends Asked<{ day: Day; clock: DayClock }> {}

export function useDay(choice: SavedChoice, wanted: { seed: number; weekday: number } | null): DayAnswer {
  const { data, error } = useAsked<Day>('/plan/day', wanted && JSON.stringify({ plan: choice, ...wanted }), settle);
  const played = useMemo(() => {
    if (data === null) return null;
    const clock = new DayClock(window.matchMedia('(prefers-reduced-motion: reduce)').matches);
    clock.go(data.events[0]?.at ?? 0);
    return { day: data, clock };
  }, [data]);
  return { data: wanted ? played : null, error };
}

export interface ComparisonRun extends Asked<Comparison> {
  busy: boolean;
  stale: boolean; // the plan was changed after it was run
  run: () => void;
}

export function useComparison(base: string, choice: SavedChoice): ComparisonRun {
  const question = JSON.stringify({ scenarios: [base, choice] });
  const [answer, setAnswer] = useState<Asked<Comparison> & { of: string }>({ data: null, error: null, of: '' });
  const [busy, setBusy] = useState(false);
  const run = () => {
    setBusy(true);
    write<Comparison>('POST', '/plan/compare', question)
      .then(
        (data) => setAnswer({ data, error: null, of: question }),
        (error: unknown) => setAnswer({ data: null, error, of: question }),
      )
      .finally(() => setBusy(false));
  };
  return { data: answer.data, error: answer.error, busy, stale: answer.of !== question, run };
}
