// Find a unit by some letters of its name; suggestions as a list of links, reachable by keyboard.
import Input from '@helsenorge/designsystem-react/components/Input';
import { useState } from 'react';
import { Link } from 'wouter';
import { useAddress } from '../address';
import { usePublished } from '../api/hooks';
import type { Unit, UnitKind } from '../api/types';
import { say } from '../format';
import { useWords } from '../words';
import { useOnColor } from './on_color';

const shown = 8;

export function matching(units: Unit[], text: string): Unit[] {
  const wanted = text.trim().toLocaleLowerCase('nb');
  if (wanted.length < 2) return [];
  const names = (unit: Unit) => [unit.name.nb, unit.name.en, unit.short_name].map((name) => name.toLocaleLowerCase('nb'));
  const starts = units.filter((unit) => names(unit).some((name) => name.startsWith(wanted)));
  const holds = units.filter((unit) => !starts.includes(unit) && names(unit).some((name) => name.includes(wanted)));
  return [...starts, ...holds];
}

export function UnitSearch({ kinds }: { kinds: UnitKind[] }) {
  const words = useWords();
  const { language, link } = useAddress();
  const onColor = useOnColor();
  const [text, setText] = useState('');
  const units = usePublished<{ units: Unit[] }>('/units');
  const hits = matching((units.data?.units ?? []).filter((unit) => unit.measured !== false), text);
  const kindOf = (unit: Unit) => say(kinds.find((kind) => kind.id === unit.kind)?.name, language);
  return (
    <div className="unit-search" role="search">
      <Input label={words.findUnit} placeholder={words.findUnitHelp} value={text} onColor={onColor} autoComplete="off" onChange={(event) => setText(event.target.value)} inputId="unit-search" />
      <ul className="unit-search__hits" aria-live="polite">
        {hits.slice(0, shown).map((unit) => (
          <li key={unit.id}>
            <Link href={link(`/unit/${unit.id}`)}>
              {say(unit.name, language)} <small>{kindOf(unit)}</small>
            </Link>
          </li>
        ))}
        {text.trim().length > 1 && hits.length === 0 && units.data && <li className="muted">{words.noHits}</li>}
      </ul>
    </div>
  );
}
