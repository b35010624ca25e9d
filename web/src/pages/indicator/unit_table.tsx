// Every unit with its interval, in the order the reader chooses.
import { useState } from 'react';
import { Link } from 'wouter';
import { useAddress } from '../../address';
import type { Compared, Measurements } from '../../api/types';
import { IntervalBar } from '../../design/interval_bar';
import { Level, SignHeads, Trend } from '../../design/level';
import { ValueCell } from '../../design/value';
import { count, say } from '../../format';
import { Empty } from '../../shell/states';
import { useWords } from '../../words';

type Order = 'name' | 'value' | 'n';

export function sorted(rows: Compared[], order: Order, language: 'nb' | 'en'): Compared[] {
  const collator = new Intl.Collator(language === 'nb' ? 'nb-NO' : 'en-GB');
  const byName = (a: Compared, b: Compared) => collator.compare(say(a.name, language), say(b.name, language));
  const by = (field: 'value' | 'n') => (a: Compared, b: Compared) => (b[field] ?? -Infinity) - (a[field] ?? -Infinity) || byName(a, b);
  return [...rows].sort(order === 'name' ? byName : by(order));
}

function SortHead({ order, now, choose, children, right = false }: { order: Order; now: Order; choose: (order: Order) => void; children: string; right?: boolean }) {
  return (
    <th scope="col" className={right ? 'right' : ''} aria-sort={order === now ? (order === 'name' ? 'ascending' : 'descending') : 'none'}>
      <button type="button" className="sort" onClick={() => choose(order)}>
        {children}
        <span aria-hidden="true">{order === now ? (order === 'name' ? ' ↑' : ' ↓') : ''}</span>
      </button>
    </th>
  );
}

function Row({ row, share, national }: { row: Compared; share: boolean; national: number | null | undefined }) {
  const { language, link } = useAddress();
  return (
    <tr>
      <th scope="row">
        <Link href={link(`/unit/${row.unit}`)}>{say(row.name, language)}</Link>
      </th>
      <td className="right">
        <ValueCell row={row} />
      </td>
      {share && (
        <td className="bar wide-only">
          <IntervalBar row={row} national={national} />
        </td>
      )}
      <td className="right wide-only">{row.masked ? '*' : count(row.n, language)}</td>
      <td className="sign">
        <Level level={row.level} />
      </td>
      <td className="sign">
        <Trend direction={row.trend} short />
      </td>
    </tr>
  );
}

export function UnitTable({ data }: { data: Measurements }) {
  const words = useWords();
  const { language } = useAddress();
  const [order, setOrder] = useState<Order>('value');
  if (data.measurements.length === 0) return <Empty>{words.noFigures}</Empty>;
  const share = data.measurements.some((row) => row.text.en.includes('%'));
  return (
    <div className="table-place" tabIndex={0} role="group" aria-label={words.table}>
      <table className="table">
        <caption className="hidden">{words.table}</caption>
        <thead>
          <tr>
            <SortHead order="name" now={order} choose={setOrder}>
              {words.unit}
            </SortHead>
            <SortHead order="value" now={order} choose={setOrder} right>
              {words.value}
            </SortHead>
            {share && (
              <th scope="col" className="bar wide-only">
                0–100 %
              </th>
            )}
            <th scope="col" className="right wide-only" aria-sort={order === 'n' ? 'descending' : 'none'}>
              <button type="button" className="sort" onClick={() => setOrder('n')}>
                {words.n}
              </button>
            </th>
            <SignHeads />
          </tr>
        </thead>
        <tbody>
          {sorted(data.measurements, order, language).map((row) => (
            <Row key={row.unit} row={row} share={share} national={data.national?.value} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
