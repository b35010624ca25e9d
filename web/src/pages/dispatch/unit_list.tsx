// The units beside the map, for the keyboard and for those who do not see it: who is out first, then the free.
import { useAddress } from '../../address';
import type { LiveUnit } from '../../api/dispatch_types';
import { clock } from '../../format';
import { useWords } from '../../words';
import { type Doing, doing, doingWord, unitName } from './situation';

const order: Doing[] = ['called', 'driving', 'there', 'hospital', 'home', 'free', 'away'];

function Row({ unit }: { unit: LiveUnit }) {
  const words = useWords();
  const { language, get, set } = useAddress();
  const what = doing(unit);
  return (
    <li>
      <button type="button" className={`desk-unit desk-unit--${what}`} aria-pressed={get('unit') === unit.id} onClick={() => set({ unit: unit.id, ...(unit.incident ? { incident: unit.incident, new: null } : {}) })}>
        <strong>{unitName(unit)}</strong>
        <span>{doingWord(words, what)}</span>
        <small>
          {words[`desk_kind_${unit.kind}`]}
          {unit.incident && `, ${unit.incident}`}
        </small>
        {unit.position_at && (
          <small className={unit.old ? 'warning' : ''}>
            {unit.old ? words.desk_old : words.desk_position} {clock(unit.position_at, language)}
          </small>
        )}
      </button>
    </li>
  );
}

export function UnitList({ units }: { units: LiveUnit[] }) {
  const words = useWords();
  const sorted = [...units].sort((a, b) => order.indexOf(doing(a)) - order.indexOf(doing(b)) || a.kind.localeCompare(b.kind) || a.id.localeCompare(b.id));
  return (
    <details className="desk-units">
      <summary id="desk-units">
        {words.desk_units} ({units.length}) <kbd>U</kbd>
      </summary>
      <ul>
        {sorted.map((unit) => (
          <Row key={unit.id} unit={unit} />
        ))}
      </ul>
    </details>
  );
}
