// Goal level and change as shape, colour and word: colour never stands alone.
import type { Direction, GoalLevel } from '../api/types';
import { useWords } from '../words';

const shape: Record<GoalLevel, string> = {
  green: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z',
  yellow: 'M8 1 15 14H1z',
  red: 'M2 2h12v12H2z',
};

export function Level({ level, words: withWords = false }: { level: GoalLevel | null | undefined; words?: boolean }) {
  const words = useWords();
  if (!level) return withWords ? <span className="muted">{words.noLevel}</span> : null;
  return (
    <span className="level" title={withWords ? undefined : words[level]}>
      <svg className={`level__sign level__sign--${level}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={shape[level]} />
      </svg>
      <span className={withWords ? '' : 'hidden'}>{words[level]}</span>
    </span>
  );
}

const arrow: Record<Direction, string> = { better: '▲', worse: '▼', same: '●', none: '' };

export function Trend({ direction, short = false }: { direction: Direction | null | undefined; short?: boolean }) {
  const words = useWords();
  if (!direction || direction === 'none') return <span className="muted">–</span>;
  return (
    <span className={`trend trend--${direction}`} title={short ? words[direction] : undefined}>
      <span aria-hidden="true">{arrow[direction]}</span> <span className={short ? 'hidden' : ''}>{words[direction]}</span>
    </span>
  );
}

// The heads of a table's last two columns: level and change.
export function SignHeads() {
  const words = useWords();
  return (
    <>
      <th scope="col" className="sign">
        <span className="hidden">{words.level}</span>
      </th>
      <th scope="col" className="sign">
        <span className="hidden">{words.trend}</span>
      </th>
    </>
  );
}

// What the signs mean.
export function SignLegend() {
  const words = useWords();
  return (
    <div className="sign-legend">
      <ul aria-label={words.level}>
        {(['green', 'yellow', 'red'] as const).map((level) => (
          <li key={level}>
            <Level level={level} words />
          </li>
        ))}
      </ul>
      <ul aria-label={words.trend}>
        {(['better', 'same', 'worse'] as const).map((direction) => (
          <li key={direction}>
            <Trend direction={direction} />
          </li>
        ))}
      </ul>
      <p>{words.legendMasked}</p>
    </div>
  );
}
