// The planner's map and comparison. The address holds the plan: base, year, opened projects, moved, new and closed stations.
import { lazy, Suspense, useMemo, useState } from 'react';
import { useAddress } from '../../address';
import { write } from '../../api/client';
import { useLive } from '../../api/hooks';
import type { Comparison, Scenarios } from '../../api/plan_types';
import { Action } from '../../design/action';
import { say } from '../../format';
import { Heading, Section, useTitle } from '../../shell/heading';
import { Failure, Loading, Shown } from '../../shell/states';
import { useWords } from '../../words';
import { changesOf, type Plan, planOf, planSearch } from './plan';
import { PlanChoices } from './plan_choices';
import { ComparisonView } from './comparison';

const PlanMap = lazy(() => import('./plan_map'));

export function usePlan(): [Plan, (next: Plan) => void] {
  const { get, set } = useAddress();
  const fields = ['base', 'with', 'year', 'open', 'move', 'add', 'close'].map((name) => get(`plan-${name}`) ?? '').join('\n');
  const plan = useMemo(() => planOf((name) => get(`plan-${name}`)), [fields]); // eslint-disable-line
  return [plan, (next) => set(planSearch(next))];
}

function Planner({ data }: { data: Scenarios }) {
  const words = useWords();
  const { language } = useAddress();
  const [plan, setPlan] = usePlan();
  const [answer, setAnswer] = useState<Comparison | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const base = plan.base || data.scenarios[0]?.id || '';
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      setAnswer(await write<Comparison>('POST', '/plan/compare', { scenarios: [base, changesOf(plan, base)] }));
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Heading eyebrow={words.plan}>{say(data.area.name, language)}</Heading>
      <p className="lead">{words.planLead}</p>
      <div className="planner">
        <Suspense fallback={<Loading />}>
          <PlanMap data={data} plan={plan} change={setPlan} />
        </Suspense>
        <div>
          <PlanChoices data={data} plan={plan} base={base} change={setPlan} />
          <Action onClick={() => void run()} disabled={busy}>
            {busy ? words.simulating : words.simulate}
          </Action>
          {error !== null && <Failure error={error} again={() => void run()} />}
        </div>
      </div>
      {answer && (
        <Section title={words.planComparison}>
          <ComparisonView data={answer} />
        </Section>
      )}
    </>
  );
}

export default function PlanPage() {
  const words = useWords();
  useTitle(words.plan);
  const answer = useLive<Scenarios>('/plan/scenarios');
  return (
    <article className="page">
      <Shown answer={answer}>{(data) => <Planner data={data} />}</Shown>
    </article>
  );
}
