// A simulated day: clock, speed, pause, from event to event by keyboard, and what happens in words.
import Select from '@helsenorge/designsystem-react/components/Select';
import { type KeyboardEvent, useEffect, useMemo } from 'react';
import { useAddress } from '../../address';
import type { Day, DayEvent, UnitState } from '../../api/plan_types';
import { useOnColor } from '../../design/on_color';
import { number } from '../../format';
import { useWords, type Words } from '../../words';
import { clockText, type DayClock, daySeconds, speeds, usePlaying, useSecond } from './day_clock';
import { drawnAt } from './day_place';
import { shapes } from './day_units';

const states: UnitState[] = ['station', 'turning_out', 'to_scene', 'at_scene', 'to_hospital', 'at_hospital', 'returning', 'off_duty'];

function word(words: Words, key: string): string {
  return (words as unknown as Record<string, string>)[key] ?? key;
}

export function StateSign({ state }: { state: UnitState }) {
  return (
    <span className="unit-sign unit-sign--legend" data-state={state}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d={shapes[state]} />
      </svg>
    </span>
  );
}

function told(event: DayEvent, words: Words, language: 'nb' | 'en'): string {
  const response = event.response_minutes === undefined ? '' : ` ${words.afterMinutes.replace('{n}', number(event.response_minutes, language, 1))}`;
  return `${event.unit ?? word(words, event.priority)}: ${word(words, `day_${event.kind}`)}, ${event.place}${response}`;
}

function Happened({ day, clock }: { day: Day; clock: DayClock }) {
  const words = useWords();
  const { language } = useAddress();
  const second = useSecond(clock, 15);
  const playing = usePlaying(clock);
  const past = day.events.filter((event) => event.at <= second + 15).slice(-8).reverse();
  return (
    <ol className="day__events" aria-live={playing ? 'off' : 'polite'} aria-label={words.dayEvents}>
      {past.map((event, place) => (
        <li key={`${event.at}${event.kind}${event.incident}${event.unit ?? place}`} className={event.within === false ? 'bad' : ''}>
          <time>{clockText(event.at)}</time> {told(event, words, language)} {event.within === false && words.beyondTarget}
        </li>
      ))}
    </ol>
  );
}

function Legend({ day, clock }: { day: Day; clock: DayClock }) {
  const words = useWords();
  const second = useSecond(clock, 60);
  const now = useMemo(() => day.units.map((unit) => drawnAt(unit, second).state), [day, second]);
  return (
    <ul className="day__legend" aria-label={words.legend}>
      {states.map((state) => (
        <li key={state}>
          <StateSign state={state} /> {word(words, `unit_${state}`)} <strong>{now.filter((one) => one === state).length}</strong>
        </li>
      ))}
    </ul>
  );
}

function Controls({ day, clock }: { day: Day; clock: DayClock }) {
  const words = useWords();
  const onColor = useOnColor();
  const second = useSecond(clock);
  const playing = usePlaying(clock);
  const step = (way: 1 | -1) => {
    clock.stop();
    const now = clock.now();
    const next = way > 0 ? day.events.find((event) => event.at > now) : day.events.findLast((event) => event.at < now);
    clock.go(next?.at ?? (way > 0 ? daySeconds : 0));
  };
  const key = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
    if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else return;
    event.preventDefault();
  };
  return (
    <div className="day__controls" onKeyDown={key} role="group" aria-label={words.dayControls}>
      <time className="day__clock">{clockText(second)}</time>
      <button type="button" className="chip" onClick={() => step(-1)}>
        <span aria-hidden="true">◂</span> {words.dayBack}
      </button>
      <button type="button" className="chip" aria-pressed={playing} onClick={() => (playing ? clock.stop() : clock.play())}>
        {playing ? words.dayPause : words.dayPlay}
      </button>
      <button type="button" className="chip" onClick={() => step(1)}>
        {words.dayForward} <span aria-hidden="true">▸</span>
      </button>
      <label className="day__range">
        <span className="hidden">{words.dayClock}</span>
        <input type="range" min={0} max={daySeconds} step={60} value={second} aria-valuetext={clockText(second)} onChange={(event) => clock.go(Number(event.target.value))} />
      </label>
      <Select label={words.daySpeed} selectId="day-speed" onColor={onColor} defaultValue={String(clock.speed)} onChange={(event) => void (clock.speed = Number(event.target.value))}>
        {speeds.map((speed) => (
          <option key={speed} value={speed}>
            {words.daySpeedMinutes.replace('{n}', String(speed / 60))}
          </option>
        ))}
      </Select>
    </div>
  );
}

export function DayPlayer({ day, clock }: { day: Day; clock: DayClock }) {
  const words = useWords();
  const { language } = useAddress();
  useEffect(() => () => clock.stop(), [clock]);
  return (
    <div className="day">
      <Controls day={day} clock={clock} />
      <p className="note">
        {words.dayCounts
          .replace('{calls}', number(day.counts.calls, language))
          .replace('{acute}', number(day.counts.acute_answered, language))
          .replace('{within}', number(day.counts.acute_within, language))}{' '}
        {words.dayKeys}
      </p>
      <div className="day__told">
        <Legend day={day} clock={clock} />
        <Happened day={day} clock={clock} />
      </div>
    </div>
  );
}
