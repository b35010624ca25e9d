// The dispatcher's place: what is going on, a new incident, and what to do with the one that is open. Live.
import { useState } from 'react';
import { useAddress } from '../../address';
import type { Board, Mission } from '../../api/dispatch_types';
import { useEvents } from '../../api/events';
import { useLive } from '../../api/hooks';
import { useTitle } from '../../shell/heading';
import { Shown } from '../../shell/states';
import { useWords } from '../../words';
import { Alarms } from './alarms';
import { MissionList } from './mission_list';
import { MissionPanel } from './mission_panel';
import { NewIncidentForm } from './new_incident';
import { useKeys } from './keys';

const safetyNet = 5000; // ms: the board is asked for anyway, should an event be lost

function Right({ board, changed }: { board: Board; changed: () => void }) {
  const words = useWords();
  const { get } = useAddress();
  const chosen = get('incident');
  const mission = board.missions.find((one) => one.incident === chosen);
  if (get('new')) return <NewIncidentForm board={board} changed={changed} />;
  if (mission) return <MissionPanel key={mission.incident} mission={mission} indications={board.indications} changed={changed} />;
  return <p className="empty">{words.chooseMission}</p>;
}

function useBoardKeys(missions: Mission[]): void {
  const { get, set } = useAddress();
  const open = missions.filter((mission) => !mission.closed);
  const step = (by: number) => {
    const place = open.findIndex((mission) => mission.incident === get('incident'));
    const next = open[(place + by + open.length) % open.length];
    if (next) set({ incident: next.incident, new: null });
  };
  useKeys({ n: () => set({ new: '1', incident: null }), j: () => step(1), k: () => step(-1), Escape: () => set({ new: null, incident: null }) });
}

function Desk({ board, changed, line }: { board: Board; changed: () => void; line: 'opening' | 'open' | 'lost' }) {
  const words = useWords();
  const { set } = useAddress();
  useBoardKeys(board.missions);
  return (
    <>
      <Alarms board={board} line={line} />
      <div className="desk">
        <section className="desk__list" aria-label={words.missions}>
          <div className="desk__head">
            <h1>{words.missions}</h1>
            <button type="button" className="tab" onClick={() => set({ new: '1', incident: null })} aria-keyshortcuts="n">
              {words.newIncident} <kbd>N</kbd>
            </button>
          </div>
          <MissionList missions={board.missions} indications={board.indications} />
          <p className="muted note">{words.keysHelp}</p>
        </section>
        <section className="desk__work" aria-live="off">
          <Right board={board} changed={changed} />
        </section>
      </div>
    </>
  );
}

export default function DispatchPage() {
  const words = useWords();
  useTitle(words.dispatch);
  const board = useLive<Board>('/dispatch/board', safetyNet);
  const [, setHeard] = useState(0);
  const changed = () => void board.mutate().then(() => setHeard((count) => count + 1));
  const line = useEvents(['board'], changed);
  const silent = board.error && board.data ? 'lost' : line;
  return (
    <article className="page dispatch">
      <Shown answer={board}>{(data) => <Desk board={data} changed={changed} line={silent} />}</Shown>
    </article>
  );
}
