// Rows that were refused, to be corrected here and sent again: only the fields that are wrong, all of them on request.
import { useState } from 'react';
import { useAddress } from '../../address';
import type { Form, Reject } from '../../api/work_types';
import { Action } from '../../design/action';
import { say } from '../../format';
import { useWords } from '../../words';

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

// The rows as a file with the first one's columns.
export function fileOf(header: string[], rows: string[][]): string {
  return [header, ...rows].map((cells) => cells.map(quoted).join(',')).join('\r\n') + '\r\n';
}

// Where the field of a problem stands: it names a column, or the variable that a column fills.
export function columnOf(field: string, header: string[], fills: Record<string, string>): number {
  const same = (name: string | undefined) => (name ? header.findIndex((column) => column.toLowerCase() === name.toLowerCase()) : -1);
  const own = same(field);
  return own >= 0 ? own : same(fills[field]);
}

interface RowProperties {
  reject: Reject;
  cells: string[];
  header: string[];
  form: Form;
  fills: Record<string, string>;
  change: (cells: string[]) => void;
}

function Row({ reject, cells, header, form, fills, change }: RowProperties) {
  const words = useWords();
  const { language } = useAddress();
  const [all, setAll] = useState(false);
  const wrong = new Set(reject.problems.map((problem) => columnOf(problem.field, header, fills)).filter((place) => place >= 0));
  const whole = wrong.size === 0 || all;
  const variableOf = (column: string) => form.variables.find((one) => (fills[one.name] ?? one.name).toLowerCase() === column.toLowerCase());
  return (
    <fieldset className="rejected">
      <legend>
        {words.row} {reject.row}
      </legend>
      <ul className="bad">
        {reject.problems.map((problem) => (
          <li key={problem.field + problem.text}>
            {problem.field && <strong>{problem.field}: </strong>}
            {problem.text}
          </li>
        ))}
      </ul>
      <div className="rejected__fields">
        {header.map((column, place) => {
          if (!whole && !wrong.has(place)) return null;
          const variable = variableOf(column);
          const set = (value: string) => change(cells.map((cell, at) => (at === place ? value : cell)));
          const known = variable?.codes?.some((code) => code.value === cells[place]) ?? false;
          return (
            <label key={column}>
              {variable ? say(variable.label, language) : column}
              {variable?.codes ? (
                <select value={known ? cells[place] : ''} onChange={(event) => set(event.target.value)} aria-invalid={wrong.has(place)}>
                  <option value="">{known ? '' : cells[place]}</option>
                  {variable.codes.map((code) => (
                    <option key={code.value} value={code.value}>
                      {say(code.label, language)}
                    </option>
                  ))}
                </select>
              ) : (
                <input value={cells[place] ?? ''} onChange={(event) => set(event.target.value)} aria-invalid={wrong.has(place)} autoComplete="off" />
              )}
            </label>
          );
        })}
      </div>
      {wrong.size > 0 && (
        <label className="note">
          <input type="checkbox" checked={all} onChange={() => setAll(!all)} /> {words.up_allFields}
        </label>
      )}
    </fieldset>
  );
}

interface RejectedProperties {
  rejects: Reject[];
  header: string[];
  form: Form;
  fills: Record<string, string>; // variable → column
  send: (file: string) => void;
}

export function RejectedRows({ rejects, header, form, fills, send }: RejectedProperties) {
  const words = useWords();
  const [edited, setEdited] = useState<Record<number, string[]>>({});
  const rows = rejects.filter((reject): reject is Reject & { cells: string[] } => reject.cells !== null);
  return (
    <form
      className="rejected-rows"
      onSubmit={(event) => {
        event.preventDefault();
        send(fileOf(header, rows.map((reject) => edited[reject.row] ?? reject.cells)));
      }}
    >
      <h3>{words.up_correct}</h3>
      <p className="muted">{words.up_correctLead}</p>
      {rows.map((reject) => (
        <Row key={reject.row} reject={reject} cells={edited[reject.row] ?? reject.cells} header={header} form={form} fills={fills} change={(cells) => setEdited((before) => ({ ...before, [reject.row]: cells }))} />
      ))}
      <Action type="submit">{words.up_sendAgain}</Action>
    </form>
  );
}
