// Stations and ambulances in a list: where they stand, closed or open, one more or one less. By keyboard as by mouse.
import { type FormEvent, useId, useState } from 'react';
import type { Coverage, Scenarios } from '../../api/plan_types';
import { useWords } from '../../words';
import { readPlace } from '../dispatch/place';
import { moved, oneLess, type Plan, type Point, putBack, toggled, withoutStation, withStation, withVehicle } from './plan';
import { signsOf } from './signs';

interface Properties {
  data: Scenarios;
  plan: Plan;
  coverage: Coverage | null;
  change: (plan: Plan) => void;
}
type Places = { name: string; lon: number; lat: number }[];

export function placesOf(coverage: Coverage | null): Places {
  const seen = new Map<string, Places[number]>();
  for (const zone of coverage?.zones.features ?? []) {
    const name = String(zone.properties?.['place'] ?? '');
    if (name === '' || seen.has(name) || zone.geometry.type !== 'Point') continue;
    const [lon = 0, lat = 0] = zone.geometry.coordinates;
    seen.set(name, { name, lon, lat });
  }
  return [...seen.values()].sort((a, b) => a.name.localeCompare(b.name, 'nb'));
}

function Where({ name, at, places, move }: { name: string; at: Point; places: Places; move: (point: Point) => void }) {
  const words = useWords();
  const [wrong, setWrong] = useState(false);
  const text = `${at.lat.toFixed(4)}, ${at.lon.toFixed(4)}`;
  const leave = (value: string) => {
    if (value === text) return setWrong(false);
    const point = readPlace(value, places);
    setWrong(point === null);
    if (point) move(point);
  };
  return (
    <input
      key={text}
      aria-label={`${name}: ${words.place}`}
      aria-invalid={wrong}
      list="plan-places"
      defaultValue={text}
      onBlur={(event) => leave(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}

function Stations({ data, plan, coverage, change }: Properties) {
  const words = useWords();
  const places = placesOf(coverage);
  return (
    <details className="plan-part">
      <summary>{words.stations}</summary>
      <ul className="plan-list">
        {signsOf(data, plan).map((sign) => {
          const count = coverage?.fleet.filter((one) => one.station === sign.id).length;
          return (
            <li key={sign.id} className="station">
              <span className="station__name">
                {sign.name}
                {sign.closed && <em> ({words.closedStation})</em>}
                {sign.changed && <em> ({sign.added ? words.newStation : words.movedStation})</em>}
              </span>
              {!sign.closed && <Where name={sign.name} at={sign} places={places} move={(point) => change(moved(plan, sign.id, point))} />}
              <span className="station__acts">
                {sign.changed && !sign.added && (
                  <button type="button" className="as-link" aria-label={`${sign.name}: ${words.putBack}`} onClick={() => change(putBack(plan, sign.id))}>
                    {words.putBack}
                  </button>
                )}
                {sign.added ? (
                  <button type="button" className="as-link" aria-label={`${sign.name}: ${words.takeAway}`} onClick={() => change(withoutStation(plan, sign.id))}>
                    {words.takeAway}
                  </button>
                ) : (
                  <button type="button" className="as-link" aria-label={`${sign.name}: ${sign.closed ? words.reopen : words.closeDown}`} onClick={() => change({ ...plan, close: toggled(plan.close, sign.id) })}>
                    {sign.closed ? words.reopen : words.closeDown}
                  </button>
                )}
                {!sign.closed && (
                  <span className="station__fleet">
                    <button type="button" disabled={!plan.extra.includes(sign.id)} aria-label={`${sign.name}: ${words.oneLess}`} onClick={() => change({ ...plan, extra: oneLess(plan.extra, sign.id) })}>
                      −
                    </button>
                    <span>
                      {count ?? '…'} <span className="hidden">{words.ambulances}</span>
                    </span>
                    <button type="button" aria-label={`${sign.name}: ${words.oneMore}`} onClick={() => change({ ...plan, extra: [...plan.extra, sign.id] })}>
                      +
                    </button>
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function Vehicles({ data, plan, coverage, change }: Properties) {
  const words = useWords();
  const signs = signsOf(data, plan).filter((sign) => !sign.closed);
  const stands = (id: string, own: string) => coverage?.fleet.find((one) => one.vehicle === id)?.station ?? plan.vehicles[id] ?? own;
  return (
    <details className="plan-part">
      <summary>{words.ambulancesWhere}</summary>
      <p className="muted note">{words.closedFleet}</p>
      <ul className="plan-list">
        {data.vehicles.map((vehicle) => {
          const at = stands(vehicle.id, vehicle.station);
          return (
            <li key={vehicle.id} className="station">
              <label htmlFor={`vehicle-${vehicle.id}`}>
                {vehicle.id} {!vehicle.always && <small className="muted">({words.byDay})</small>}
                {at !== vehicle.station && <em> ({words.movedStation})</em>}
              </label>
              <select id={`vehicle-${vehicle.id}`} value={at} onChange={(event) => change(withVehicle(plan, vehicle.id, event.target.value, vehicle.station))}>
                {signs.map((sign) => (
                  <option key={sign.id} value={sign.id}>
                    {sign.name}
                  </option>
                ))}
                {!signs.some((sign) => sign.id === at) && <option value={at}>{at}</option>}
              </select>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function NewStation({ coverage, plan, change, picking, pick }: Properties & { picking: boolean; pick: () => void }) {
  const words = useWords();
  const id = useId();
  const [name, setName] = useState('');
  const [place, setPlace] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const point = readPlace(place, placesOf(coverage));
    setWrong(point === null);
    if (!point) return;
    change(withStation(plan, name || place, point));
    setName('');
    setPlace('');
  };
  return (
    <details className="plan-part" open={picking || undefined}>
      <summary>{words.addStation}</summary>
      <button type="button" className="chip" aria-pressed={picking} onClick={pick}>
        {words.addByClick}
      </button>
      <form className="plan-form" onSubmit={add}>
        <label htmlFor={`${id}p`}>{words.placeOrPoint}</label>
        <input id={`${id}p`} list="plan-places" value={place} required aria-invalid={wrong} aria-describedby={wrong ? `${id}w` : undefined} onChange={(event) => setPlace(event.target.value)} />
        {wrong && (
          <p id={`${id}w`} className="form-error" role="alert">
            {words.unknownPlace}
          </p>
        )}
        <label htmlFor={`${id}n`}>{words.stationName}</label>
        <input id={`${id}n`} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        <button type="submit" className="chip">
          {words.addStation}
        </button>
      </form>
    </details>
  );
}

export function StationList(properties: Properties & { picking: boolean; pick: () => void }) {
  return (
    <>
      <datalist id="plan-places">
        {placesOf(properties.coverage).map((place) => (
          <option key={place.name} value={place.name} />
        ))}
      </datalist>
      <Stations {...properties} />
      <NewStation {...properties} />
      <Vehicles {...properties} />
    </>
  );
}
