// Plans side by side, each number with its interval; a change is shown with its own, as the server paired it.
import { useAddress } from '../../address';
import type { Comparison, Estimate, Group } from '../../api/plan_types';
import type { Language } from '../../api/types';
import { number, share } from '../../format';
import { useWords, type Words } from '../../words';

type Write = (value: number, language: Language) => string;
const minutes: Write = (value, language) => number(value, language, 1);
const percent: Write = (value, language) => share(value, language, 1);

const rows: { field: 'mean_minutes' | 'median_minutes' | 'p90_minutes' | 'share_within_target'; word: keyof Words; write: Write; more: boolean }[] = [
  { field: 'mean_minutes', word: 'meanMinutes', write: minutes, more: false },
  { field: 'median_minutes', word: 'medianMinutes', write: minutes, more: false },
  { field: 'p90_minutes', word: 'p90Minutes', write: minutes, more: false },
  { field: 'share_within_target', word: 'withinTarget', write: percent, more: true },
];

function span(interval: unknown, write: Write, language: Language): string {
  if (!Array.isArray(interval) || typeof interval[0] !== 'number' || typeof interval[1] !== 'number') return '';
  return `${write(interval[0], language)} – ${write(interval[1], language)}`;
}

function Cell({ estimate, write, more }: { estimate: Estimate; write: Write; more: boolean }) {
  const words = useWords();
  const { language } = useAddress();
  const change = typeof estimate.change === 'object' ? estimate.change : null;
  const sure = Array.isArray(change?.interval) && (change.interval[0] > 0 || change.interval[1] < 0);
  const paired = span(change?.interval, write, language);
  const better = change?.value !== undefined && change.value > 0 === more;
  return (
    <td className="right">
      <strong>{estimate.value === null ? '–' : write(estimate.value, language)}</strong>
      <span className="value__interval">{span(estimate.interval, write, language)}</span>
      {change?.value !== undefined && (
        <span className={sure ? (better ? 'good' : 'bad') : 'muted'}>
          {change.value > 0 ? '+' : ''}
          {write(change.value, language)} {paired && <small>({paired})</small>} {sure ? '' : words.unsure}
        </span>
      )}
    </td>
  );
}

function groupName(group: Group, words: Words): string {
  return (words as unknown as Record<string, string>)[`group_${group.id}`] ?? group.id;
}

export function ComparisonView({ data }: { data: Comparison }) {
  const words = useWords();
  const { language } = useAddress();
  return (
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
                  <Cell key={place} estimate={estimate} write={row.write} more={row.more} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <p className="muted note">
        {number(data.replications, language)} × {number(data.days, language)} {words.daysSimulated}, {number(data.missions, language)} {words.missionsSimulated}
      </p>
    </div>
  );
}
