// Plans side by side, each number with its interval; a change is shown with its own, as the server paired and judged it.
import { useAddress } from '../../address';
import type { Changed, Comparison, Estimate, Group } from '../../api/plan_types';
import type { Language } from '../../api/types';
import { number, share } from '../../format';
import { useWords, type Words } from '../../words';

type Write = (value: number, language: Language) => string;
const minutes: Write = (value, language) => number(value, language, 1);
const percent: Write = (value, language) => share(value, language, 1);

const rows: { field: 'mean_minutes' | 'median_minutes' | 'p90_minutes' | 'share_within_target'; word: keyof Words; write: Write }[] = [
  { field: 'mean_minutes', word: 'meanMinutes', write: minutes },
  { field: 'median_minutes', word: 'medianMinutes', write: minutes },
  { field: 'p90_minutes', word: 'p90Minutes', write: minutes },
  { field: 'share_within_target', word: 'withinTarget', write: percent },
];

function span(interval: [number, number] | null, write: Write, language: Language): string {
  return interval ? `${write(interval[0], language)} – ${write(interval[1], language)}` : '';
}

function signed(value: number, write: Write, language: Language): string {
  const text = write(Math.abs(value), language);
  return value < 0 ? `−${text}` : `+${text}`;
}

const signs = { better: { name: 'good', mark: '▲' }, worse: { name: 'bad', mark: '▼' }, unclear: { name: 'muted', mark: '' } } as const;

function Change({ estimate, write }: { estimate: Estimate; write: Write }) {
  const words = useWords();
  const { language } = useAddress();
  const { change } = estimate;
  if (!change || change.value === null) return null;
  const points = write === percent; // a share changes by percentage points
  const plain: Write = (value, language_) => write(value, language_).replace(/\s*%/u, '');
  const { name, mark } = signs[estimate.verdict ?? 'unclear'];
  const told = { better: words.verdictBetter, worse: words.verdictWorse, unclear: words.unsure };
  const paired = change.interval ? `${signed(change.interval[0], plain, language)} ${words.to} ${signed(change.interval[1], plain, language)}` : '';
  return (
    <span className={`change ${name}`}>
      <span aria-hidden="true">{mark}</span> {signed(change.value, plain, language)} {points && words.percentPoints} {paired && <small>({paired})</small>} {told[estimate.verdict ?? 'unclear']}
    </span>
  );
}

function Cell({ estimate, write }: { estimate: Estimate; write: Write }) {
  const { language } = useAddress();
  return (
    <td className="right">
      <strong>{estimate.value === null ? '–' : write(estimate.value, language)}</strong>
      <span className="value__interval">{span(estimate.interval, write, language)}</span>
      <Change estimate={estimate} write={write} />
    </td>
  );
}

function groupName(group: Group, words: Words): string {
  return (words as unknown as Record<string, string>)[`group_${group.id}`] ?? group.id;
}

function WhoGains({ title, changed }: { title: string; changed: Changed }) {
  const words = useWords();
  const { language } = useAddress();
  return (
    <div>
      <h3 className="gains__title">
        {title}: {number(changed.people, language)} {words.inhabitants}
      </h3>
      {changed.places.length === 0 ? (
        <p className="muted note">{words.nobody}</p>
      ) : (
        <ul className="plain gains__places">
          {changed.places.slice(0, 12).map((place) => (
            <li key={place.place}>
              <strong>{place.place}</strong> <span className="muted">({number(place.population, language)})</span>{' '}
              {place.change?.value !== null && place.change !== null && (
                <>
                  {signed(place.change.value, minutes, language)} min{' '}
                  <small className="muted">{place.change.interval && `(${signed(place.change.interval[0], minutes, language)} ${words.to} ${signed(place.change.interval[1], minutes, language)})`}</small>
                </>
              )}
            </li>
          ))}
          {changed.places.length > 12 && <li className="muted">{words.andMore.replace('{n}', number(changed.places.length - 12, language))}</li>}
        </ul>
      )}
    </div>
  );
}

export function ComparisonView({ data }: { data: Comparison }) {
  const words = useWords();
  const { language } = useAddress();
  const { gain, lose } = data.scenarios[1] ?? {};
  return (
    <>
      {gain && lose && (
        <div className="gains">
          <WhoGains title={words.gains} changed={gain} />
          <WhoGains title={words.loses} changed={lose} />
          <p className="muted note gains__how">{words.gainsHow}</p>
        </div>
      )}
      <div className="table-place" tabIndex={0} role="group" aria-label={words.planComparison}>
        <table className="table">
          <caption className="hidden">{words.planComparison}</caption>
          <thead>
            <tr>
              <th scope="col">{words.who}</th>
              {data.scenarios.map((scenario) => (
                <th key={scenario.id} scope="col" className="right">
                  {scenario.name[language]} ({scenario.year})
                </th>
              ))}
            </tr>
          </thead>
          {data.groups.map((group) => (
            <tbody key={group.id}>
              {rows.map((row) => (
                <tr key={row.field}>
                  <th scope="row">
                    {groupName(group, words)}: {words[row.word]}
                  </th>
                  {group[row.field].map((estimate, place) => (
                    <Cell key={place} estimate={estimate} write={row.write} />
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
        <p className="muted note">
          {number(data.replications, language)} × {number(data.days, language)} {words.daysSimulated}, {number(data.missions, language)} {words.missionsSimulated}. {words.intervalsAre}
        </p>
      </div>
    </>
  );
}
