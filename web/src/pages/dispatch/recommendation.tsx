// Who is proposed and why. The ambulance stands first and cannot be left out; the server refuses it too.
import { useRef, useState } from 'react';
import { useAddress } from '../../address';
import { write } from '../../api/client';
import type { Eta, NewIncident, OrdinaryChoice, Recommendation, ResponderChoice } from '../../api/dispatch_types';
import { Action } from '../../design/action';
import { say } from '../../format';
import { Failure } from '../../shell/states';
import { useWords } from '../../words';
import { minutes } from './elapsed';
import { useKeys } from './keys';

function EtaText({ eta }: { eta: Eta }) {
  const words = useWords();
  if (eta.eta_seconds === null) return <span className="eta">{words.noWay}</span>;
  const { eta_low_seconds: low, eta_high_seconds: high } = eta;
  return (
    <span className="eta">
      <strong>{minutes(eta.eta_seconds)}</strong>
      {low !== undefined && high !== undefined && (
        <small>
          {minutes(low)}–{minutes(high)}
        </small>
      )}
      {eta.eta_straight_line && <small>{words.straightLine}</small>}
      {eta.old_position && <small>{words.oldPosition}</small>}
    </span>
  );
}

function Ordinary({ choice }: { choice: OrdinaryChoice }) {
  const words = useWords();
  return (
    <li className="choice choice--ordinary">
      <span className="choice__name">
        {choice.name ?? choice.unit} <small>{choice.kind}</small>
        {!choice.free && <em className="warning">{words.busy}</em>}
      </span>
      <EtaText eta={choice} />
      <small className="choice__why">{words.alwaysSent}</small>
    </li>
  );
}

function Responder({ choice, taken, toggle }: { choice: ResponderChoice; taken: boolean; toggle: () => void }) {
  const words = useWords();
  const { language } = useAddress();
  return (
    <li className="choice">
      <label className="choice__name">
        <input type="checkbox" checked={taken} onChange={toggle} /> {choice.name || choice.unit}{' '}
        <small>
          {words[choice.role]}, {choice.channel}
        </small>
      </label>
      <EtaText eta={choice} />
      {choice.gain_seconds !== null && (
        <small className="choice__why">
          {words.gain} {minutes(choice.gain_seconds)}
        </small>
      )}
      {choice.aed && !choice.aed.own && (
        <small className="choice__why">
          {words.aed}: {choice.aed.name}, {choice.aed.location}
        </small>
      )}
      {choice.warnings.map((warning) => (
        <small key={warning.requirement} className="warning">
          {say(warning.reason, language)} ({warning.requirement})
        </small>
      ))}
    </li>
  );
}

function NotEligible({ answer }: { answer: Recommendation }) {
  const words = useWords();
  const { language } = useAddress();
  if (answer.not_eligible.length === 0) return null;
  return (
    <details>
      <summary>
        {words.notProposed} ({answer.not_eligible.length})
      </summary>
      <ul>
        {answer.not_eligible.map((each, place) => (
          <li key={place}>
            {each.unit && <strong>{each.unit}: </strong>}
            {say(each.reason, language)} <small>({each.requirement})</small>
          </li>
        ))}
      </ul>
    </details>
  );
}

// One order for what is proposed; sent again after a lost answer it is still one order.
function useAlert(answer: Recommendation, incident: NewIncident, taken: string[], changed: () => void) {
  const words = useWords();
  const { set } = useAddress();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  const alert = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    // An empty list would let the server choose again: say that none go, and why.
    const why = answer.responders.length === 0 ? words.noResponders : words.operatorChose;
    const order = taken.length > 0 ? { responders: taken } : { responders: [], no_responders: why };
    try {
      await write('POST', '/dispatch/incidents', { incident, alert: order }, { idempotencyKey: key.current });
      changed();
      set({ incident: incident.incident, new: null });
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return { alert, error, busy };
}

export function RecommendationView({ answer, incident, changed }: { answer: Recommendation; incident: NewIncident; changed: () => void }) {
  const words = useWords();
  const { language } = useAddress();
  const [taken, setTaken] = useState(() => answer.responders.map((choice) => choice.unit));
  const { alert, error, busy } = useAlert(answer, incident, taken, changed);
  useKeys({ 'Ctrl+Enter': () => void alert(), a: () => void alert() });
  const toggle = (unit: string) => setTaken((now) => (now.includes(unit) ? now.filter((one) => one !== unit) : [...now, unit]));
  return (
    <section className="recommendation" aria-label={words.recommendation}>
      <h3>{words.recommendation}</h3>
      {answer.remarks.map((remark) => (
        <p key={remark.nb} className="warning">
          {say(remark, language)}
        </p>
      ))}
      <h4>{words.ordinary}</h4>
      <ul className="choices-list">
        {answer.ordinary.map((choice) => (
          <Ordinary key={choice.unit} choice={choice} />
        ))}
      </ul>
      <h4>{words.responders}</h4>
      {answer.responders.length === 0 && <p className="muted">{words.noResponders}</p>}
      <ul className="choices-list">
        {[...answer.responders, ...answer.reserves].map((choice) => (
          <Responder key={choice.unit} choice={choice} taken={taken.includes(choice.unit)} toggle={() => toggle(choice.unit)} />
        ))}
      </ul>
      {answer.bystander_aed?.name && (
        <p>
          {words.bystanderAed}: {answer.bystander_aed.name}, {answer.bystander_aed.location}
        </p>
      )}
      {answer.police && (
        <p>
          {words.police}: {answer.police.channel}. {answer.police.reason}
        </p>
      )}
      {error !== null && <Failure error={error} again={() => void alert()} />}
      <Action onClick={() => void alert()} disabled={busy} size="large">
        {words.alert} <kbd>A</kbd>
      </Action>
      <NotEligible answer={answer} />
    </section>
  );
}
