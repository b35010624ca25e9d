// The plan in the address, with a way back: each change can be undone and done again.
import { useCallback, useMemo, useRef, useState } from 'react';
import { useAddress } from '../../address';
import { type Plan, planFields, planOf, planSearch } from './plan';

export interface PlanHistory {
  plan: Plan;
  // `same`: changes of the same kind in a row are one step back (a station nudged five times).
  // `more`: what else the address says from now on (in one step: two in a row would lose the first).
  change: (next: Plan, same?: string, more?: Record<string, string | null>) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
}

export function usePlanHistory(): PlanHistory {
  const { get, set } = useAddress();
  const fields = planFields.map((name) => get(`plan-${name}`) ?? '').join('\n');
  const plan = useMemo(() => planOf((name) => get(`plan-${name}`)), [fields]); // eslint-disable-line
  const past = useRef<Plan[]>([]);
  const future = useRef<Plan[]>([]);
  const kind = useRef<string | undefined>(undefined);
  const [, redraw] = useState(0);
  const show = useCallback(
    (next: Plan, more: Record<string, string | null> = {}) => {
      set({ ...planSearch(next), ...more });
      redraw((count) => count + 1);
    },
    [set],
  );
  const change: PlanHistory['change'] = (next, same, more) => {
    if (same === undefined || same !== kind.current) past.current.push(plan);
    kind.current = same;
    future.current = [];
    show(next, more);
  };
  const step = (from: Plan[], to: Plan[]) => () => {
    const next = from.pop();
    if (!next) return;
    to.push(plan);
    kind.current = undefined;
    show(next);
  };
  return {
    plan,
    change,
    undo: past.current.length > 0 ? step(past.current, future.current) : null,
    redo: future.current.length > 0 ? step(future.current, past.current) : null,
  };
}
