// One mission: its units with what can happen next, its timeline, what the documentation lacks, closing.
import { useEffect, useRef, useState } from 'react';
import { useAddress } from '../../address';
import { write } from '../../api/client';
import type { Board, Mission, MissionEvent, Progress, UnitOnMission } from '../../api/dispatch_types';
import { useLive } from '../../api/hooks';
import { Action } from '../../design/action';
import { clock } from '../../format';
import { Failure, Shown } from '../../shell/states';
import { useWords, type Words } from '../../words';
import { Elapsed } from './elapsed';
import { HandoverForm } from './handover';
import { indicationName } from './indications';
import type { Proposal } from './proposal';
import { TakeIncident } from './take_incident';

interface Step {
  kind: string;
  word: keyof Words;
}

const next: Record<Progress, Step[]> = {
  alerted: [
    { kind: 'acknowledged', word: 'acknowledged' },
    { kind: 'refused', word: 'refused' },
    { kind: 'silent', word: 'silent' },
  ],
  acknowledged: [{ kind: 'mobile', word: 'mobile' }],
  mobile: [{ kind: 'arrived', word: 'arrived' }],
  arrived: [],
  handed_over: [],
  ended: [],
  refused: [],
  silent: [{ kind: 'acknowledged', word: 'acknowledged' }],
  stood_down: [],
};

type Send = (event: Omit<MissionEvent, 'incident' | 'occurred'>) => Promise<boolean>;

// Each press is one step of its own; the same press sent twice is written once.
function useSend(mission: Mission, changed: () => void): { send: Send; error: unknown } {
  const [error, setError] = useState<unknown>(null);
  const failed = useRef<{ what: string; key: string } | null>(null);
  const send: Send = async ({ fields, ...event }) => {
    const what = JSON.stringify({ event, fields });
    const key = failed.current?.what === what ? failed.current.key : crypto.randomUUID();
    setError(null);
    try {
      const full = { ...event, ...fields, incident: mission.incident, occurred: new Date().toISOString(), clock: 'amk' };
      await write('POST', `/dispatch/incidents/${encodeURIComponent(mission.incident)}/events`, { events: [full] }, { idempotencyKey: key });
      failed.current = null;
      changed();
      return true;
    } catch (caught) {
      failed.current = { what, key };
      setError(caught);
      return false;
    }
  };
  return { send, error };
}

function UnitRow({ unit, send, hand }: { unit: UnitOnMission; send: Send; hand: () => void }) {
  const words = useWords();
  const { language } = useAddress();
  const responder = unit.role === 'responder';
  const since = unit[unit.progress as keyof UnitOnMission] ?? unit.alerted; // when that was
  return (
    <li className={`unit unit--${unit.progress}`}>
      <span className="unit__name">
        <strong>{unit.name ?? unit.unit}</strong> <small>{words[`unit_${unit.role}`]}</small>
      </span>
      <span className="unit__state">
        {words[unit.progress]}
        {since && <small> {clock(since, language)}</small>}
      </span>
      <span className="unit__steps">
        {next[unit.progress].map((step) => (
          <button key={step.kind} type="button" className="tab" onClick={() => void send({ kind: step.kind, unit: unit.unit })}>
            {words[step.word]}
          </button>
        ))}
        {responder && unit.progress === 'arrived' && (
          <button type="button" className="tab" onClick={hand}>
            {words.handed_over}
          </button>
        )}
        {responder && unit.progress === 'handed_over' && (
          <button type="button" className="tab" onClick={() => void send({ kind: 'ended', unit: unit.unit, fields: { identity: unit.unit } })}>
            {words.ended}
          </button>
        )}
        {responder && ['alerted', 'acknowledged', 'mobile'].includes(unit.progress) && (
          <button type="button" className="tab" onClick={() => void send({ kind: 'stood_down', unit: unit.unit })}>
            {words.standDown}
          </button>
        )}
      </span>
    </li>
  );
}

function eventWord(kind: string, words: Words): string {
  return (words as unknown as Record<string, string>)[`event_${kind}`] ?? kind;
}

function missingWord(what: string, words: Words): string {
  return (words as unknown as Record<string, string>)[`missing_${what}`] ?? what;
}

function Timeline({ mission }: { mission: Mission }) {
  const words = useWords();
  const { language } = useAddress();
  const path = `/dispatch/incidents/${encodeURIComponent(mission.incident)}/events`;
  const answer = useLive<{ events: MissionEvent[] }>(path, 0, mission.version);
  return (
    <Shown answer={answer}>
      {(data) => (
        <ol className="timeline">
          {data.events.map((event, place) => (
            <li key={event.seq ?? place}>
              <time dateTime={event.occurred}>{clock(event.occurred, language)}</time> {eventWord(event.kind, words)}
              {event.unit && <strong> {event.unit}</strong>} <small>{event.recorder}</small>
            </li>
          ))}
        </ol>
      )}
    </Shown>
  );
}

const presence = 15_000; // ms; the server forgets who has not said so for 45 s

// The others see that I have it open, and the simulated operator leaves it to me.
function usePresence(incident: string, closed: boolean): void {
  useEffect(() => {
    if (closed) return;
    const path = `/dispatch/incidents/${encodeURIComponent(incident)}/watch`;
    const say = (method: string) => void write(method, path, {}).catch(() => undefined); // the board tells of a lost line
    say('PUT');
    const timer = window.setInterval(() => say('PUT'), presence);
    return () => {
      window.clearInterval(timer);
      say('DELETE');
    };
  }, [incident, closed]);
}

interface MissionProperties {
  mission: Mission;
  indications: Board['indications'];
  changed: () => void;
  propose: (proposal: Proposal | null) => void;
}

export function MissionPanel({ mission, indications, changed, propose }: MissionProperties) {
  const words = useWords();
  const { language } = useAddress();
  const { send, error } = useSend(mission, changed);
  const [handing, setHanding] = useState<string | null>(null);
  const missing = mission.missing ?? [];
  usePresence(mission.incident, mission.closed);
  return (
    <>
      <header className="desk__head">
        <h2>{mission.incident}</h2>
        {!mission.closed && <Elapsed since={mission.opened_at} />}
      </header>
      <p>{indicationName(mission.indication, indications, language)}</p>
      {mission.considered === false && !mission.closed && <TakeIncident mission={mission} changed={changed} propose={propose} />}
      {error !== null && <Failure error={error} />}
      <ul className="units">
        {mission.units.map((unit) => (
          <UnitRow key={unit.unit} unit={unit} send={send} hand={() => setHanding(unit.unit)} />
        ))}
      </ul>
      {handing && (
        <HandoverForm
          unit={handing}
          cancel={() => setHanding(null)}
          send={async (fields) => {
            if (await send({ kind: 'handed_over', unit: handing, fields })) setHanding(null);
          }}
        />
      )}
      {missing.length > 0 && (
        <p className="warning">
          {words.missingDocumentation}: {missing.map((item) => `${item.unit} ${missingWord(item.what, words)} (${item.requirement})`).join(', ')}
        </p>
      )}
      {!mission.closed && (
        <Action variant="outline" onClick={() => void send({ kind: 'closed' })}>
          {words.closeMission}
        </Action>
      )}
      <h3>{words.timeline}</h3>
      <Timeline mission={mission} />
    </>
  );
}
