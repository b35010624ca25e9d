// A table of what the server lists: the columns named, those that the rows have.
import type { ReactNode } from 'react';
import { Empty } from '../shell/states';
import { useWords } from '../words';

export interface Column<Row> {
  id: string;
  title: string;
  right?: boolean;
  cell: (row: Row) => ReactNode;
}

export function Rows<Row>({ caption, columns, rows, name }: { caption: string; columns: Column<Row>[]; rows: Row[]; name: (row: Row, place: number) => string }) {
  const words = useWords();
  if (rows.length === 0) return <Empty>{words.noHits}</Empty>;
  return (
    <div className="table-place" tabIndex={0} role="group" aria-label={caption}>
      <table className="table">
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.right ? 'right' : ''}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={name(row, place)}>
              {columns.map((column) => (
                <td key={column.id} className={column.right ? 'right' : ''}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
