// When no recommendation can be had (no scheme, no contact with its data): the operator names the ambulance, which is
// alerted at once, and the log says why no first responder was considered.
import Input from '@helsenorge/designsystem-react/components/Input';
import { type FormEvent, useRef, useState } from 'react';
import { useAddress } from '../../address';
import { write } from '../../api/client';
import type { NewIncident } from '../../api/dispatch_types';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { Failure } from '../../shell/states';
import { useWords } from '../../words';

export function manualStep(incident: NewIncident, ambulances: string[], reason: string): Record<string, unknown>[] {
  const { incident: name, received, ...opened } = incident;
  const own = { incident: name, clock: 'amk' };
  return [
    { ...own, ...opened, kind: 'incident_opened', occurred: received, initiator: 'amk', purpose: 'life_saving', in_hospital: false },
    ...ambulances.map((unit) => ({ ...own, kind: 'ordinary_alerted', unit, channel: 'nodnett' })),
    { ...own, kind: 'not_alerted', reason },
  ];
}

export function ManualAlert({ incident, changed }: { incident: NewIncident; changed: () => void }) {
  const words = useWords();
  const onColor = useOnColor();
  const { set } = useAddress();
  const [units, setUnits] = useState('');
  const [error, setError] = useState<unknown>(null);
  const key = useRef(crypto.randomUUID());
  const alert = async (event: FormEvent) => {
    event.preventDefault();
    const ambulances = units.split(',').map((unit) => unit.trim());
    setError(null);
    try {
      const events = manualStep(incident, ambulances.filter(Boolean), words.noRecommendationReason);
      await write('POST', '/dispatch/incidents', { events }, { idempotencyKey: key.current });
      changed();
      set({ incident: incident.incident, new: null });
    } catch (caught) {
      key.current = crypto.randomUUID();
      setError(caught);
    }
  };
  return (
    <form className="incident-form" onSubmit={(event) => void alert(event)}>
      <p className="warning" role="status">
        {words.noRecommendation}
      </p>
      <Input label={words.ambulanceIds} inputId="ambulances" required autoFocus autoComplete="off" onColor={onColor} value={units} onChange={(event) => setUnits(event.target.value)} />
      {error !== null && <Failure error={error} />}
      <Action type="submit" size="large">
        {words.alert}
      </Action>
    </form>
  );
}
