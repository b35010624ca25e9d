import { useAddress } from '../../address';
import type { Board, Mission } from '../../api/dispatch_types';
import { clock } from '../../format';
import { useWords } from '../../words';
import { Elapsed } from './elapsed';
import { indicationName } from './indications';

function Row({ mission, indications }: { mission: Mission; indications: Board['indications'] }) {
  const words = useWords();
  const { language, get, set } = useAddress();
  const chosen = get('incident') === mission.incident;
  const out = mission.units.filter((unit) => ['alerted', 'acknowledged', 'mobile', 'arrived'].includes(unit.progress));
  const waiting = mission.units.filter((unit) => unit.progress === 'alerted').length;
  return (
    <li>
      <button type="button" className={`mission${mission.considered === false && !mission.closed ? ' mission--waiting' : ''}`} aria-pressed={chosen} onClick={() => set({ incident: mission.incident, new: null, at: null })}>
        <span className="mission__name">{mission.incident}</span>
        <span className="mission__time">{mission.closed ? clock(mission.opened_at, language) : <Elapsed since={mission.opened_at} />}</span>
        <span className="mission__what">{indicationName(mission.indication, indications, language)}</span>
        <span className="mission__state">
          {mission.closed ? words.closedMission : `${out.length} ${words.unitsOut}${waiting > 0 ? `, ${waiting} ${words.waiting}` : ''}`}
        </span>
        {mission.considered === false && !mission.closed && <strong className="mission__waits">{words.desk_waits}</strong>}
        {(mission.watched_by?.length ?? 0) > 0 && (
          <small className="mission__watched">
            {words.desk_watched}: {mission.watched_by?.join(', ')}
          </small>
        )}
        {mission.alarms > 0 && !mission.closed && <strong className="mission__alarm">{words.alarm}</strong>}
      </button>
    </li>
  );
}

export function MissionList({ missions, indications }: { missions: Mission[]; indications: Board['indications'] }) {
  const words = useWords();
  const latestFirst = [...missions].sort((a, b) => b.opened_at.localeCompare(a.opened_at));
  const open = latestFirst.filter((mission) => !mission.closed);
  const closed = latestFirst.filter((mission) => mission.closed).slice(0, 20);
  return (
    <>
      {open.length === 0 && <p className="empty">{words.noMissions}</p>}
      <ul className="missions">
        {open.map((mission) => (
          <Row key={mission.incident} mission={mission} indications={indications} />
        ))}
      </ul>
      {closed.length > 0 && (
        <details>
          <summary>{words.closedMissions}</summary>
          <ul className="missions">
            {closed.map((mission) => (
              <Row key={mission.incident} mission={mission} indications={indications} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
