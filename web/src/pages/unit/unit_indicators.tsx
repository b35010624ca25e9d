import { Link } from 'wouter';
import { useAddress } from '../../address';
import type { UnitIndicator } from '../../api/types';
import { IntervalBar } from '../../design/interval_bar';
import { Level, SignHeads, Trend } from '../../design/level';
import { ValueCell } from '../../design/value';
import { count, say } from '../../format';
import { useWords } from '../../words';

function Row({ row }: { row: UnitIndicator }) {
  const { language, link } = useAddress();
  const { measurement, national, before } = row;
  return (
    <tr>
      <th scope="row">
        <Link href={link(`/indicator/${row.id}`, { kind: measurement.kind })}>{say(row.name, language)}</Link>
      </th>
      <td className="right">
        <ValueCell row={measurement} />
      </td>
      <td className="bar wide-only">{row.unit_of_value === '%' && <IntervalBar row={measurement} national={national?.value} />}</td>
      <td className="right">{national ? say(national.text, language) : '–'}</td>
      <td className="right wide-only">{before ? say(before.text, language) : '–'}</td>
      <td className="right wide-only">{measurement.masked ? '*' : count(measurement.n, language)}</td>
      <td className="sign">
        <Level level={measurement.level} />
      </td>
      <td className="sign">
        <Trend direction={row.trend} short />
      </td>
    </tr>
  );
}

export function UnitIndicators({ rows }: { rows: UnitIndicator[] }) {
  const words = useWords();
  return (
    <div className="table-place" tabIndex={0} role="group" aria-label={words.allIndicators}>
      <table className="table">
        <caption className="hidden">{words.allIndicators}</caption>
        <thead>
          <tr>
            <th scope="col">{words.indicator}</th>
            <th scope="col" className="right">
              {words.value}
            </th>
            <th scope="col" className="bar wide-only">
              0–100 %
            </th>
            <th scope="col" className="right">
              {words.national_value}
            </th>
            <th scope="col" className="right wide-only">
              {words.yearBefore}
            </th>
            <th scope="col" className="right wide-only">
              {words.n}
            </th>
            <SignHeads />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
