import Title from '@helsenorge/designsystem-react/components/Title';
import { Link } from 'wouter';
import { useAddress } from '../../address';
import type { NationalRow, Register } from '../../api/types';
import { Level, SignHeads, Trend } from '../../design/level';
import { ValueCell } from '../../design/value';
import { say } from '../../format';
import { useWords } from '../../words';

function GoalSigns({ rows }: { rows: NationalRow[] }) {
  const words = useWords();
  const order = { green: 0, yellow: 1, red: 2 };
  const levels = rows.flatMap((row) => (row.level ? [row.level] : [])).sort((a, b) => order[a] - order[b]);
  if (levels.length === 0) return null;
  const reached = levels.filter((level) => level === 'green').length;
  return (
    <p className="goal-signs">
      <span aria-hidden="true" className="goal-signs__signs">
        {levels.map((level, place) => (
          <Level key={place} level={level} />
        ))}
      </span>
      <span>
        {reached} {words.of} {levels.length} {words.goalCount}
      </span>
    </p>
  );
}

export function isQuality(row: { role?: 'quality' | 'background' | undefined }): boolean {
  return row.role !== 'background';
}

export function NationalTable({ rows, caption }: { rows: NationalRow[]; caption: string }) {
  const words = useWords();
  const { language, link } = useAddress();
  return (
    <table className="table table--glance">
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.indicator}</th>
          <th scope="col" className="right">
            {words.value}
          </th>
          <SignHeads />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link href={link(`/indicator/${row.id}`)}>{say(row.name, language)}</Link>
            </th>
            <td className="right">
              <ValueCell row={row} />
            </td>
            <td className="sign">
              <Level level={row.level} />
            </td>
            <td className="sign">
              <Trend direction={row.trend} short />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function RegisterCard({ register, rows }: { register: Register; rows: NationalRow[] }) {
  const { language, link } = useAddress();
  const quality = rows.filter(isQuality);
  const name = say(register.name, language);
  return (
    <section className="card" aria-labelledby={`register-${register.id}`}>
      <header className="card__head">
        <Title htmlMarkup="h2" appearance="title4" margin={0} id={`register-${register.id}`}>
          <Link href={link(`/register/${register.id}`)}>{name}</Link>
        </Title>
        <GoalSigns rows={quality} />
      </header>
      <NationalTable rows={quality.length > 0 ? quality : rows} caption={name} />
    </section>
  );
}
