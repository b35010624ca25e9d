// A new incident: where, what, when. The recommendation comes at once; one key alerts all of it.
import Input from '@helsenorge/designsystem-react/components/Input';
import Select from '@helsenorge/designsystem-react/components/Select';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useAddress } from '../../address';
import { ApiError, write } from '../../api/client';
import type { NewIncident, PlaceName, Recommendation } from '../../api/dispatch_types';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { say } from '../../format';
import { Failure } from '../../shell/states';
import { useWords } from '../../words';
import { indicationsOf } from './indications';
import { ManualAlert } from './manual_alert';
import { readPlace } from './place';
import type { Proposal } from './proposal';
import { RecommendationView } from './recommendation';
import { usePlaceNames } from './situation';

// A name that sorts by time and is the operator's own until the server knows it.
function newName(now: Date): string {
  const stamp = now.toISOString().replace(/[-:]/gu, '').slice(0, 15);
  return `${stamp}-${crypto.getRandomValues(new Uint16Array(1))[0]!.toString(16).padStart(4, '0')}`;
}

interface Draft {
  place: string;
  indication: string;
  priority: NewIncident['priority'];
}

function Fields({ places, draft, change, badPlace }: { places: PlaceName[]; draft: Draft; change: (draft: Draft) => void; badPlace: boolean }) {
  const words = useWords();
  const { language } = useAddress();
  const onColor = useOnColor();
  const indications = indicationsOf(undefined);
  useEffect(() => document.getElementById('place')?.setAttribute('list', 'place-names'), []); // the design system's field takes no list
  return (
    <>
      <Input
        label={words.place}
        inputId="place"
        placeholder={words.placeHelp}
        autoFocus
        required
        autoComplete="off"
        onColor={onColor}
        value={draft.place}
        {...(badPlace ? { errorText: words.badPlace } : {})}
        onChange={(event) => change({ ...draft, place: event.target.value })}
      />
      <datalist id="place-names">
        {places.map((place) => (
          <option key={place.name} value={place.name} />
        ))}
      </datalist>
      <Select label={words.indication} selectId="indication" onColor={onColor} value={draft.indication} onChange={(event) => change({ ...draft, indication: event.target.value })}>
        {indications.map((one) => (
          <option key={one.id} value={one.id}>
            {say(one.name, language)}
          </option>
        ))}
      </Select>
      <Select
        label={words.priority}
        selectId="priority"
        onColor={onColor}
        value={draft.priority}
        onChange={(event) => change({ ...draft, priority: event.target.value as NewIncident['priority'] })}
      >
        <option value="acute">{words.acute}</option>
        <option value="urgent">{words.urgent}</option>
        <option value="planned">{words.planned}</option>
      </Select>
    </>
  );
}

export function NewIncidentForm({ changed, propose }: { changed: () => void; propose: (proposal: Proposal | null) => void }) {
  const words = useWords();
  const { get } = useAddress();
  const places = usePlaceNames();
  const pointed = get('at'); // on the map
  const [draft, setDraft] = useState<Draft>({ place: pointed ?? '', indication: indicationsOf(undefined)[0]!.id, priority: 'acute' });
  const [incident, setIncident] = useState<NewIncident | null>(null);
  const [answer, setAnswer] = useState<Recommendation | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [badPlace, setBadPlace] = useState(false);
  const named = useRef<{ name: string; received: string } | null>(null);
  const change = (next: Draft) => {
    setDraft(next);
    setAnswer(null);
    propose(null);
  };
  useEffect(() => {
    if (!pointed) return;
    setDraft((before) => ({ ...before, place: pointed }));
    setAnswer(null);
    propose(null);
  }, [pointed, propose]);
  useEffect(() => () => propose(null), [propose]);
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    const place = readPlace(draft.place, places);
    setBadPlace(place === null);
    if (!place) return;
    named.current ??= { name: newName(new Date()), received: new Date().toISOString() };
    const asked: NewIncident = { incident: named.current.name, ...place, indication: draft.indication, priority: draft.priority, received: named.current.received };
    setIncident(asked);
    setError(null);
    try {
      const found = await write<Recommendation>('POST', '/dispatch/recommend', asked);
      setAnswer(found);
      propose({ answer: found, incident: asked });
    } catch (caught) {
      setError(caught);
    }
  };
  const without = error instanceof ApiError && [404, 501, 503].includes(error.status); // no scheme to recommend from
  return (
    <>
      <h2>{words.newIncident}</h2>
      <form className="incident-form" onSubmit={(event) => void ask(event)}>
        <Fields places={places} draft={draft} change={change} badPlace={badPlace} />
        <Action type="submit">{words.whoCanCome}</Action>
      </form>
      {error !== null && !without && <Failure error={error} />}
      {without && incident && <ManualAlert incident={incident} changed={changed} />}
      {answer && incident && <RecommendationView answer={answer} incident={incident} changed={changed} />}
    </>
  );
}
