// The oral report to the first health resource, as the guideline asks (R88): to whom, own arrival, care, deviations.
import Input from '@helsenorge/designsystem-react/components/Input';
import { type FormEvent, useState } from 'react';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { useWords } from '../../words';

export function HandoverForm({ unit, send, cancel }: { unit: string; send: (fields: Record<string, unknown>) => Promise<void>; cancel: () => void }) {
  const words = useWords();
  const onColor = useOnColor();
  const [to, setTo] = useState('');
  const [care, setCare] = useState('');
  const [deviations, setDeviations] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const actions = care
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
    void send({ to, own_arrival: new Date().toISOString(), care: actions, deviations: deviations || words.noneOf });
  };
  return (
    <form className="incident-form" onSubmit={submit} aria-label={`${words.handed_over} ${unit}`}>
      <h3>
        {words.handed_over}: {unit}
      </h3>
      <Input label={words.handoverTo} inputId="handover-to" required autoFocus autoComplete="off" onColor={onColor} value={to} onChange={(event) => setTo(event.target.value)} />
      <Input label={words.care} inputId="handover-care" required autoComplete="off" onColor={onColor} value={care} onChange={(event) => setCare(event.target.value)} />
      <Input label={words.deviations} inputId="handover-deviations" autoComplete="off" onColor={onColor} value={deviations} onChange={(event) => setDeviations(event.target.value)} />
      <div className="choices">
        <Action type="submit">{words.save}</Action>
        <Action variant="outline" onClick={cancel}>
          {words.cancel}
        </Action>
      </div>
    </form>
  );
}
