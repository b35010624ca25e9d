// Deliveries of which rows were rejected: where to look when something is missing.
import { Link } from 'wouter';
import { useAddress } from '../../address';
import type { Worklist } from '../../api/work_types';
import { type Column, Rows } from '../../design/rows';
import { count, instant } from '../../format';
import { useWords } from '../../words';

type Row = NonNullable<Worklist['rejects']>[number];

export function Deliveries({ rows }: { rows: Row[] }) {
  const words = useWords();
  const { language, link } = useAddress();
  if (rows.length === 0) return null;
  const columns: Column<Row>[] = [
    { id: 'when', title: words.time, cell: (row) => instant(row.recorded, language) },
    { id: 'register', title: words.register, cell: (row) => <Link href={link('/work', { view: 'import', into: row.register })}>{row.register}</Link> },
    { id: 'source', title: words.source_of_upload_head, cell: (row) => row.source },
    { id: 'rejected', title: words.import_rejected, right: true, cell: (row) => count(row.rejected, language) },
    { id: 'warned', title: words.warnings_short, right: true, cell: (row) => count(row.warned, language) },
  ];
  return (
    <>
      <h3>{words.up_rejectsLead}</h3>
      <Rows caption={words.up_rejectsLead} columns={columns} rows={rows} name={(row, place) => row.recorded + String(place)} />
      <p className="muted note">{words.up_rejectsWhere}</p>
    </>
  );
}
