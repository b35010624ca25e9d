// A share with its interval on a line from 0 to 100 %: draws given numbers, works out none.
import type { Measurement } from '../api/types';

type Drawn = Pick<Measurement, 'masked' | 'value' | 'low' | 'high'>;

export function IntervalBar({ row, national }: { row: Drawn; national?: number | null | undefined }) {
  if (row.masked || row.value === null || row.value === undefined) return null;
  const low = row.low ?? row.value;
  const high = row.high ?? row.value;
  const x = (share: number) => `${Math.min(100, Math.max(0, share * 100))}%`;
  return (
    <svg className="interval-bar" width="100%" height="14" aria-hidden="true" focusable="false">
      <line x1="0" x2="100%" y1="7" y2="7" className="interval-bar__axis" />
      <line x1={x(low)} x2={x(high)} y1="7" y2="7" className="interval-bar__interval" />
      {national !== null && national !== undefined && <line x1={x(national)} x2={x(national)} y1="1" y2="13" className="interval-bar__national" />}
      <circle cx={x(row.value)} cy="7" r="4" className="interval-bar__value" />
    </svg>
  );
}
