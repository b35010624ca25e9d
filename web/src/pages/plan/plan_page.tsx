// The planner's map and comparison. The address holds the plan: base, year, opened projects, moved, new and closed
// stations, where ambulances stand, the map's layer, the saved plan it came from.
import Select from '@helsenorge/designsystem-react/components/Select';
import { type KeyboardEvent, lazy, Suspense, useEffect, useState } from 'react';
import { useAddress } from '../../address';
import { get } from '../../api/client';
import { useLive } from '../../api/hooks';
import type { SavedPlan, Scenarios } from '../../api/plan_types';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { say } from '../../format';
import { Heading, Section, useTitle } from '../../shell/heading';
import { Failure, Loading, Shown } from '../../shell/states';
import { useWords } from '../../words';
import { ComparisonView } from './comparison';
import { LayerChoice } from './coverage_sum';
import { changesOf, emptyPlan, planFields, planFrom, type Point, withStation } from './plan';
import { PlanChoices } from './plan_choices';
import { type PlanHistory, usePlanHistory } from './plan_history';
import { SavedPlans, savedSearch } from './saved_plans';
import { StationList } from './station_list';
import { useComparison, useCoverage, useDay } from './use_plan_answers';
import { type LayerKind, layerKinds } from './zone_layers';

const PlanMap = lazy(() => import('./plan_map'));
const DayPlayer = lazy(() => import('./day_player').then(({ DayPlayer }) => ({ default: DayPlayer })));

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

// ?saved=… alone: the plan that was kept under it.
function useSavedLink(base: string, show: PlanHistory['change']): unknown {
  const address = useAddress();
  const [error, setError] = useState<unknown>(null);
  const id = address.get('saved');
  const alone = id !== null && address.get('saved-version') === null && planFields.every((name) => address.get(`plan-${name}`) === null);
  useEffect(() => {
    if (!alone || id === null) return;
    get<SavedPlan>(`/plan/saved/${id}`).then((saved) => {
      show(planFrom(saved.plan, base), undefined, savedSearch(saved));
    }, setError);
  }, [alone, id]); // eslint-disable-line
  return error;
}

function UndoRedo({ history }: { history: PlanHistory }) {
  const words = useWords();
  return (
    <div className="plan-undo">
      <button type="button" className="chip" disabled={history.undo === null} onClick={() => history.undo?.()}>
        <span aria-hidden="true">↶</span> {words.undo}
      </button>
      <button type="button" className="chip" disabled={history.redo === null} onClick={() => history.redo?.()}>
        <span aria-hidden="true">↷</span> {words.redo}
      </button>
    </div>
  );
}

function DayChoice() {
  const words = useWords();
  const { get: at, set } = useAddress();
  const onColor = useOnColor();
  const playing = at('day') !== null;
  return (
    <div className="day__choice">
      <button type="button" className="chip" aria-pressed={playing} onClick={() => set({ day: playing ? null : '2', seed: null })}>
        {words.dayTitle}
      </button>
      {playing && (
        <>
          <Select label={words.weekday} selectId="day-weekday" onColor={onColor} value={at('day') ?? '2'} onChange={(event) => set({ day: event.target.value })}>
            {weekdays.map((day) => (
              <option key={day} value={day}>
                {(words as unknown as Record<string, string>)[`weekday_${day}`]}
              </option>
            ))}
          </Select>
          <button type="button" className="chip" onClick={() => set({ seed: String(Number(at('seed') ?? 1) + 1) })}>
            {words.anotherDay}
          </button>
        </>
      )}
    </div>
  );
}

function useKind(): [LayerKind, (kind: LayerKind) => void] {
  const { get: at, set } = useAddress();
  const asked = at('layer') as LayerKind | null;
  return [asked && layerKinds.includes(asked) ? asked : 'cover', (kind) => set({ layer: kind === 'cover' ? null : kind })];
}

function undoKeys(history: PlanHistory) {
  return (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
    const again = event.key === 'y' || (event.key === 'z' && event.shiftKey);
    if (!again && event.key !== 'z') return;
    event.preventDefault();
    if (again) history.redo?.();
    else history.undo?.();
  };
}

function Planner({ data }: { data: Scenarios }) {
  const words = useWords();
  const { language, get: at } = useAddress();
  const history = usePlanHistory();
  const { plan, change } = history;
  const [picking, setPicking] = useState(false);
  const [kind, choose] = useKind();
  const base = plan.base || data.scenarios[0]?.id || '';
  const choice = changesOf(plan, base);
  const coverage = useCoverage(choice);
  const before = useCoverage(base);
  const changed = JSON.stringify(choice) !== JSON.stringify(changesOf(emptyPlan, base));
  const comparison = useComparison(base, choice);
  const weekday = Number(at('day'));
  const day = useDay(choice, weekday >= 1 && weekday <= 7 ? { weekday, seed: Number(at('seed') ?? 1) } : null);
  const lost = useSavedLink(base, change);
  const pick = (point: Point) => {
    setPicking(false);
    change(withStation(plan, words.newStationName, point));
  };
  return (
    <div onKeyDown={undoKeys(history)}>
      <Heading eyebrow={words.plan}>{say(data.area.name, language)}</Heading>
      <p className="lead">{words.planLead}</p>
      {lost !== null && (
        <p className="form-error" role="alert">
          {words.planGone}
        </p>
      )}
      <div className="planner">
        <div className="planner__map">
          <Suspense fallback={<Loading />}>
            <PlanMap data={data} plan={plan} change={change} kind={kind} coverage={coverage.data} answer={comparison.data} pick={picking ? pick : null} day={day.data} />
            {day.data && <DayPlayer day={day.data.day} clock={day.data.clock} />}
          </Suspense>
          <UndoRedo history={history} />
          {!day.data && <LayerChoice kind={kind} choose={choose} coverage={coverage.data} before={changed ? before.data : null} answer={comparison.data} />}
          {day.error !== null && <Failure error={day.error} />}
          <DayChoice />
          {plan.with === '' && !day.data && <p className="muted note">{words.mapHelp}</p>}
        </div>
        <div className="planner__side">
          <PlanChoices data={data} plan={plan} base={base} change={change} />
          {coverage.error !== null && <Failure error={coverage.error} />}
          <Action onClick={comparison.run} disabled={comparison.busy}>
            {comparison.busy ? words.simulating : words.simulate}
          </Action>
          {comparison.error !== null && <Failure error={comparison.error} again={comparison.run} />}
          {plan.with === '' && <StationList data={data} plan={plan} coverage={coverage.data} change={change} picking={picking} pick={() => setPicking(!picking)} />}
          <details className="plan-part" open={at('saved') !== null || undefined}>
            <summary>{words.planSavedOnes}</summary>
            <SavedPlans plan={plan} base={base} change={change} />
          </details>
        </div>
      </div>
      {comparison.data && (
        <Section title={words.planComparison}>
          {comparison.stale && (
            <p className="plan-stale" role="status">
              {words.planStale}
            </p>
          )}
          <ComparisonView data={comparison.data} />
        </Section>
      )}
    </div>
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
