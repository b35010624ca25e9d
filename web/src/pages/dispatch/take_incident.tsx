// A call that waits: who is recommended for it is asked for at once, so that one key alerts.
import { useEffect, useState } from 'react';
import { write } from '../../api/client';
import type { Mission, NewIncident, Recommendation } from '../../api/dispatch_types';
import { Failure } from '../../shell/states';
import { useWords } from '../../words';
import type { Proposal } from './proposal';
import { RecommendationView } from './recommendation';

const again = 15_000; // ms: those who could come move on

function askedOf(mission: Mission): NewIncident | null {
  if (typeof mission.lon !== 'number' || typeof mission.lat !== 'number') return null;
  const priority = mission.priority === 'urgent' || mission.priority === 'planned' ? mission.priority : 'acute';
  return { incident: mission.incident, lon: mission.lon, lat: mission.lat, indication: mission.indication, priority, received: mission.opened_at };
}

export function TakeIncident({ mission, changed, propose }: { mission: Mission; changed: () => void; propose: (proposal: Proposal | null) => void }) {
  const words = useWords();
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const [error, setError] = useState<unknown>(null);
  const asked = JSON.stringify(askedOf(mission));
  useEffect(() => {
    const incident = JSON.parse(asked) as NewIncident | null;
    if (!incident) return;
    let here = true;
    const ask = () =>
      void write<Recommendation>('POST', '/dispatch/recommend', incident).then(
        (answer) => {
          if (!here) return;
          setError(null);
          setProposal({ answer, incident });
          propose({ answer, incident });
        },
        (caught: unknown) => here && setError(caught),
      );
    ask();
    const timer = window.setInterval(ask, again);
    return () => {
      here = false;
      window.clearInterval(timer);
      propose(null);
    };
  }, [asked, propose]);
  return (
    <>
      <p className="mission__waits">{words.desk_waits}</p>
      {error !== null && <Failure error={error} />}
      {proposal && <RecommendationView key={proposal.answer.responders.map((choice) => choice.unit).join()} answer={proposal.answer} incident={proposal.incident} changed={changed} />}
    </>
  );
}
