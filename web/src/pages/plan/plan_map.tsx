// The map: our own roads and background, the stations, what the zones tell, and the units of a simulated day.
import 'maplibre-gl/dist/maplibre-gl.css';
import { useRef } from 'react';
import { useAddress } from '../../address';
import type { Comparison, Coverage, Day, Scenarios } from '../../api/plan_types';
import { useWords } from '../../words';
import type { DayClock } from './day_clock';
import { DayUnits } from './day_units';
import type { Plan, Point } from './plan';
import { Reach } from './reach';
import { StationSigns } from './station_signs';
import { useMap, useProjects } from './use_map';
import { type LayerKind, ZoneLayers } from './zone_layers';

interface Properties {
  data: Scenarios;
  plan: Plan;
  change: (next: Plan, same?: string) => void;
  kind: LayerKind;
  coverage: Coverage | null;
  answer: Comparison | null;
  pick: ((point: Point) => void) | null;
  day: { day: Day; clock: DayClock } | null;
}

export default function PlanMap({ data, plan, change, kind, coverage, answer, pick, day }: Properties) {
  const words = useWords();
  const night = useAddress().theme === 'night';
  const place = useRef<HTMLDivElement>(null);
  const map = useMap(place, data, night, words.map);
  useProjects(map, plan.open, night);
  return (
    <div className={pick ? 'map-place map-place--pick' : 'map-place'}>
      <div ref={place} className="map" data-ready={map !== null} />
      {map && (
        <>
          <ZoneLayers map={map} kind={day ? 'none' : kind} coverage={coverage} answer={answer} />
          <StationSigns key={String(night)} map={map} data={data} plan={plan} change={change} />
          {day ? <DayUnits map={map} day={day.day} clock={day.clock} /> : <Reach map={map} pick={pick} />}
        </>
      )}
    </div>
  );
}
