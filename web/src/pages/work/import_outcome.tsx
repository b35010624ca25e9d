import { useAddress } from '../../address';
import type { ImportAnswer, Reject } from '../../api/work_types';
import { type Column, Rows } from '../../design/rows';
import { count } from '../../format';
import { useWords } from '../../words';

// What the file would do, or did.
export function ImportOutcome({ answer, done }: { answer: ImportAnswer; done: boolean }) {
  const words = useWords();
  const { language } = useAddress();
  const columns: Column<Reject>[] = [
    { id: 'row', title: words.row, right: true, cell: (row) => count(row.row, language) },
    { id: 'why', title: words.reason, cell: (row) => row.problems.map((one) => (one.field ? `${one.field}: ${one.text}` : one.text)).join('. ') },
  ];
  return (
    <>
      <dl className="facts">
        {(['new', 'changed', 'unchanged', 'rejected'] as const).map((name) => (
          <div key={name}>
            <dt>{words[`import_${name}`]}</dt>
            <dd>{count(answer[name], language)}</dd>
          </div>
        ))}
      </dl>
      {!done && answer.rejects.length > 0 && (
        <>
          <Rows caption={words.import_rejected} columns={columns} rows={answer.rejects} name={(row) => String(row.row)} />
          <p className="muted">{words.up_afterImport}</p>
        </>
      )}
      {done && <p role="status">{answer.rejected === 0 ? words.up_allCorrected : words.broughtIn}</p>}
    </>
  );
}
