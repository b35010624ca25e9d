// Plans kept and shared: save, open by link, delete. When another saved the same plan meanwhile, both are there to see.
import { type FormEvent, useEffect, useState } from 'react';
import { useAddress } from '../../address';
import { ApiError, get, write } from '../../api/client';
import { useLive } from '../../api/hooks';
import type { SavedBrief, SavedPlan } from '../../api/plan_types';
import { instant } from '../../format';
import { Failure, Shown } from '../../shell/states';
import { useWords } from '../../words';
import { changesOf, type Plan, planFrom } from './plan';
import type { PlanHistory } from './plan_history';

interface Properties {
  plan: Plan;
  base: string;
  change: PlanHistory['change'];
}

export function savedSearch(plan: SavedBrief): Record<string, string> {
  return { saved: plan.id, 'saved-version': String(plan.version), 'saved-name': plan.name };
}

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function Conflict({ other, over, fresh, open }: { other: SavedPlan; over: () => void; fresh: () => void; open: () => void }) {
  const words = useWords();
  const { language } = useAddress();
  return (
    <div className="plan-conflict" role="alert">
      <p>
        <strong>{words.planConflict.replace('{who}', other.saved_by).replace('{when}', instant(other.saved, language))}</strong> {words.planConflictHow}
      </p>
      <p className="link-row">
        <button type="button" className="chip" onClick={open}>
          {words.planOpenOther}
        </button>
        <button type="button" className="chip" onClick={over}>
          {words.planSaveOver}
        </button>
        <button type="button" className="chip" onClick={fresh}>
          {words.planSaveNew}
        </button>
      </p>
    </div>
  );
}

function otherOf(error: unknown): SavedPlan | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  return (error.body as { current?: SavedPlan } | null)?.current ?? null;
}

function Save({ plan, base, change, saved }: Properties & { saved: () => void }) {
  const words = useWords();
  const address = useAddress();
  const called = address.get('saved-name') ?? '';
  const [name, setName] = useState(called);
  const [error, setError] = useState<unknown>(null);
  const [said, setSaid] = useState('');
  const id = address.get('saved');
  useEffect(() => setName(called), [id, called]);
  const other = otherOf(error);
  const save = async (to: string, version: number) => {
    setError(null);
    setSaid('');
    try {
      const kept = await write<SavedBrief>('PUT', `/plan/saved/${to}`, { name, version, plan: changesOf(plan, base) });
      address.set(savedSearch(kept));
      setSaid(words.planSaved.replace('{version}', String(kept.version)));
      saved();
    } catch (caught) {
      setError(caught);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(id ?? newId(), id ? Number(address.get('saved-version')) : 0);
  };
  return (
    <form className="plan-form" onSubmit={submit}>
      <label htmlFor="saved-name">{words.planName}</label>
      <input id="saved-name" value={name} required maxLength={80} onChange={(event) => setName(event.target.value)} />
      <p className="link-row">
        <button type="submit" className="chip">
          {id ? words.planSaveVersion : words.planSave}
        </button>
        {id && (
          <button type="button" className="chip" onClick={() => void save(newId(), 0)} disabled={name === ''}>
            {words.planSaveNew}
          </button>
        )}
      </p>
      <p role="status" className="note">
        {said} {said && <span className="muted">{words.planShare}</span>}
      </p>
      {other ? (
        <Conflict
          other={other}
          over={() => void save(other.id, other.version)}
          fresh={() => void save(newId(), 0)}
          open={() => {
            change(planFrom(other.plan, base), undefined, savedSearch(other));
            setError(null);
          }}
        />
      ) : (
        error !== null && <Failure error={error} />
      )}
    </form>
  );
}

function Row({ one, open, drop }: { one: SavedBrief; open: () => void; drop: () => void }) {
  const words = useWords();
  const { language, get: at } = useAddress();
  const [sure, setSure] = useState(false);
  return (
    <li className="station" aria-current={at('saved') === one.id}>
      <button type="button" className="as-link" onClick={open}>
        {one.name}
      </button>
      <span className="muted note">
        {words.planVersionBy.replace('{version}', String(one.version)).replace('{who}', one.saved_by)}, {instant(one.saved, language)}
      </span>
      {one.mine && (
        <button type="button" className="as-link" aria-label={`${one.name}: ${sure ? words.planDropSure : words.planDrop}`} onBlur={() => setSure(false)} onClick={() => (sure ? drop() : setSure(true))}>
          {sure ? words.planDropSure : words.planDrop}
        </button>
      )}
    </li>
  );
}

export function SavedPlans(properties: Properties) {
  const words = useWords();
  const address = useAddress();
  const answer = useLive<{ plans: SavedBrief[] }>('/plan/saved');
  const [error, setError] = useState<unknown>(null);
  const act = async (what: () => Promise<void>) => {
    setError(null);
    await what().catch(setError);
    await answer.mutate();
  };
  const open = (one: SavedBrief) =>
    act(async () => {
      const saved = await get<SavedPlan>(`/plan/saved/${one.id}`);
      properties.change(planFrom(saved.plan, properties.base), undefined, savedSearch(saved));
    });
  const drop = (one: SavedBrief) =>
    act(async () => {
      await write('DELETE', `/plan/saved/${one.id}`);
      if (address.get('saved') === one.id) address.set({ saved: null, 'saved-version': null, 'saved-name': null });
    });
  return (
    <>
      <Save {...properties} saved={() => void answer.mutate()} />
      {error !== null && <Failure error={error} />}
      <Shown answer={answer}>
        {({ plans }) =>
          plans.length === 0 ? (
            <p className="muted note">{words.planNoneSaved}</p>
          ) : (
            <ul className="plan-list" aria-label={words.planSavedOnes}>
              {plans.map((one) => (
                <Row key={one.id} one={one} open={() => void open(one)} drop={() => void drop(one)} />
              ))}
            </ul>
          )
        }
      </Shown>
    </>
  );
}
