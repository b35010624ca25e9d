// What the map's zones tell, chosen and explained: layer, legend, and the sum in a line.
import { useAddress } from '../../address';
import type { Comparison, Coverage } from '../../api/plan_types';
import { number, share } from '../../format';
import { useWords } from '../../words';
import { minuteClasses } from './map_style';
import { type LayerKind, layerKinds } from './zone_layers';

function Legend({ kind }: { kind: LayerKind }) {
  const words = useWords();
  const night = useAddress().theme === 'night';
  if (kind === 'none') return null;
  if (kind === 'minutes')
    return (
      <ul className="map-legend" aria-label={words.legend}>
        {minuteClasses.map(({ from, light, night: dark }, place) => {
          const next = minuteClasses[place + 1];
          return (
            <li key={from}>
              <svg width="16" height="16" aria-hidden="true">
                <circle cx="8" cy="8" r="7" fill={night ? dark : light} />
              </svg>
              {next ? `${from}–${next.from}` : `${words.from} ${from}`} min
            </li>
          );
        })}
      </ul>
    );
  const [yes, no] = kind === 'cover' ? [words.withinTargetZone, words.outsideTargetZone] : [words.gains, words.loses];
  return (
    <ul className="map-legend" aria-label={words.legend}>
      <li>
        <svg width="16" height="16" aria-hidden="true" className="good">
          <circle cx="8" cy="8" r="7" fill="currentColor" />
        </svg>
        {yes}
      </li>
      <li>
        <svg width="16" height="16" aria-hidden="true" className="bad" fill="none" stroke="currentColor" strokeWidth="3">
          {kind === 'cover' ? <path d="M3 3 13 13M13 3 3 13" /> : <circle cx="8" cy="8" r="6" />}
        </svg>
        {no}
      </li>
    </ul>
  );
}

function sumLine(template: string, coverage: Coverage, language: 'nb' | 'en'): string {
  const all = coverage.groups.find((group) => group.id === 'all');
  if (!all) return '';
  return template
    .replace('{within}', number(all.population_within, language))
    .replace('{people}', number(all.population, language))
    .replace('{share}', share(all.population_share, language, 1))
    .replace('{calls}', share(all.calls_share, language, 1))
    .replace('{urban}', number(coverage.targets.urban, language))
    .replace('{rural}', number(coverage.targets.rural, language));
}

export function LayerChoice({ kind, choose, coverage, before, answer }: { kind: LayerKind; choose: (kind: LayerKind) => void; coverage: Coverage | null; before: Coverage | null; answer: Comparison | null }) {
  const words = useWords();
  const { language } = useAddress();
  const names: Record<LayerKind, string> = { cover: words.layerCover, minutes: words.layerMinutes, change: words.layerChange, none: words.layerNone };
  const was = before?.groups.find((group) => group.id === 'all');
  return (
    <div className="map-layers">
      <div className="tabs" role="group" aria-label={words.layers}>
        {layerKinds.map((one) => (
          <button key={one} type="button" className="tab" aria-pressed={kind === one} disabled={one === 'change' && answer === null} onClick={() => choose(one)}>
            {names[one]}
          </button>
        ))}
      </div>
      <Legend kind={kind} />
      <p className="note map-layers__sum" role="status">
        {coverage ? sumLine(words.coverageSum, coverage, language) : words.loading}{' '}
        {was && <span className="muted">{words.coverageBefore.replace('{share}', share(was.population_share, language, 1)).replace('{calls}', share(was.calls_share, language, 1))}</span>}
      </p>
      {coverage && <p className="muted note">{words.coverageHow.replace('{before}', number(coverage.before_minutes, language, 1))}</p>}
    </div>
  );
}
