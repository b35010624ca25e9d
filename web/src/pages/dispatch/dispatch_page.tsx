// The dispatcher's place: what is going on, in a list and on a map, a new incident, and what to do with the one that is
// open. Live.
import { lazy, Suspense, useMemo, useState } from 'react';
import { useAddress } from '../../address';
import type { Board, Mission } from '../../api/dispatch_types';
import { type Line, useEvents } from '../../api/events';
import { useLive } from '../../api/hooks';
import { useTitle } from '../../shell/heading';
import { Shown } from '../../shell/states';
import { useWords } from '../../words';
import { Alarms } from './alarms';
import { useKeys } from './keys';
import { Legend } from './legend';
import { MissionList } from './mission_list';
import { MissionPanel } from './mission_panel';
import { NewIncidentForm } from './new_incident';
import { readPlace } from './place';
import { PlayBar } from './play_bar';
import type { Proposal } from './proposal';
import { type Picture, usePlaceNames, useSituation } from './situation';
import { UnitList } from './unit_list';

const DeskMap = lazy(() => import('./desk_map'));
const safetyNet = 5000; // ms: the board is asked for anyway, should an event be lost

interface Working {
  board: Board;
  changed: () => void;
  propose: (proposal: Proposal | null) => void;
}

function Right({ board, changed, propose }: Working) {
  const words = useWords();
  const { get } = useAddress();
  const chosen = get('incident');
  const mission = board.missions.find((one) => one.incident === chosen);
  if (get('new')) return <NewIncidentForm changed={changed} propose={propose} />;
  if (mission) return <MissionPanel key={mission.incident} mission={mission} indications={board.indications} changed={changed} propose={propose} />;
  return <p className="empty">{words.chooseMission}</p>;
}

function openUnits(): void {
  const head = document.getElementById('desk-units');
  if (head?.parentElement instanceof HTMLDetailsElement) head.parentElement.open = true;
  head?.focus();
}

function useBoardKeys(missions: Mission[]): void {
  const { get, set } = useAddress();
  const open = missions.filter((mission) => !mission.closed);
  const step = (by: number) => {
    const place = open.findIndex((mission) => mission.incident === get('incident'));
    const next = open[(place + by + open.length) % open.length];
    if (next) set({ incident: next.incident, new: null, at: null });
  };
  useKeys({
    n: () => set({ new: '1', incident: null }),
    j: () => step(1),
    k: () => step(-1),
    m: () => document.querySelector<HTMLElement>('.maplibregl-canvas')?.focus(),
    u: openUnits,
    Escape: () => set({ new: null, incident: null, at: null, unit: null }),
  });
}

function Desk({ board, changed, line, picture }: { board: Board; changed: () => void; line: Line; picture: Picture }) {
  const words = useWords();
  const { get, set } = useAddress();
  const places = usePlaceNames();
  const [proposal, setProposal] = useState<Proposal | null>(null);
  useBoardKeys(board.missions);
  const at = get('new') ? get('at') : null;
  const draft = useMemo(() => (at ? readPlace(at, places) : null), [at, places]);
  const shown = proposal && (get('new') || get('incident') === proposal.incident.incident) ? proposal : null;
  return (
    <>
      <PlayBar board={board} changed={changed} />
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
          {picture.units.length > 0 && <UnitList units={picture.units} />}
          <p className="muted note">{words.keysHelp}</p>
        </section>
        <section className="desk__work" aria-live="off" aria-label={words.desk_incident}>
          <Right board={board} changed={changed} propose={setProposal} />
        </section>
        {picture.units.length > 0 && (
          <div className="desk__map">
            <Suspense fallback={<p className="loading">{words.loading}</p>}>
              <DeskMap units={picture.units} missions={board.missions} places={places} draft={draft} proposal={shown} />
            </Suspense>
            <Legend />
          </div>
        )}
      </div>
    </>
  );
}

export default function DispatchPage() {
  const words = useWords();
  useTitle(words.dispatch);
  const board = useLive<Board>('/dispatch/board', safetyNet);
  const picture = useSituation();
  const changed = () => {
    void board.mutate();
    picture.again();
  };
  const line = useEvents(['board', 'units'], (name, data) => (name === 'units' ? picture.moved(data) : changed()));
  const silent = board.error && board.data ? 'lost' : line;
  return (
    <article className="page dispatch">
      <Shown answer={board}>{(data) => <Desk board={data} changed={changed} line={silent} picture={picture} />}</Shown>
    </article>
  );
}
