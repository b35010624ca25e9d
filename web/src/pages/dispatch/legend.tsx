import { useMemo } from 'react';
import { useAddress } from '../../address';
import { useWords } from '../../words';
import { signImage } from './signs';
import type { Doing } from './situation';

const states: Doing[] = ['free', 'called', 'driving', 'there', 'hospital', 'home', 'away'];
const kinds = ['ambulance', 'doctor', 'air', 'responder'] as const;

export function Legend() {
  const words = useWords();
  const night = useAddress().theme === 'night';
  const rows = useMemo(
    () => [
      ...kinds.map((kind) => ({ sign: `unit|${kind}|free|now`, text: words[`desk_kind_${kind}`] })),
      ...states.slice(1).map((what) => ({ sign: `unit|ambulance|${what}|now`, text: words[`desk_state_${what}`] })),
      { sign: 'unit|ambulance|free|old', text: words.desk_old },
      { sign: 'incident|open', text: words.desk_incident },
      { sign: 'incident|waiting', text: `${words.desk_incident}, ${words.desk_waits.toLowerCase()}` },
      { sign: 'aed', text: words.desk_aedOpen },
    ],
    [words],
  );
  return (
    <details className="legend">
      <summary>{words.desk_legend}</summary>
      <ul>
        {rows.map((row) => (
          <li key={row.sign}>
            <img src={signImage(row.sign, night)} alt="" height={22} /> {row.text}
          </li>
        ))}
      </ul>
    </details>
  );
}
