// What each column of the file is, and what its texts mean: chosen in lists, never written.
import { useAddress } from '../../address';
import type { Form, FormVariable, MappingRules, UploadColumn } from '../../api/work_types';
import { say } from '../../format';
import { useWords } from '../../words';

export interface ColumnChoice {
  target: string; // variable; empty: not used
  codes: Record<string, string>;
}
export type Choices = Record<string, ColumnChoice>;

export function choicesOf(columns: UploadColumn[]): Choices {
  return Object.fromEntries(columns.map((one) => [one.column, { target: one.variable ?? '', codes: {} }]));
}

export function rulesOf(choices: Choices): MappingRules {
  const used = Object.entries(choices).filter(([, choice]) => choice.target);
  return Object.fromEntries(
    used.map(([column, { target, codes }]) => {
      const chosen = Object.fromEntries(Object.entries(codes).filter(([, to]) => to));
      return [target, Object.keys(chosen).length > 0 ? { from: column, codes: chosen } : { from: column }];
    }),
  );
}

interface Target {
  id: string;
  name: string;
}

function Codes({ column, variable, choice, change }: { column: UploadColumn; variable: FormVariable; choice: ColumnChoice; change: (choice: ColumnChoice) => void }) {
  const words = useWords();
  const { language } = useAddress();
  const options = variable.codes?.map((code) => ({ id: code.value, name: say(code.label, language) })) ?? variable.units?.map((unit) => ({ id: unit.id, name: say(unit.name, language) })) ?? [];
  const known = new Set(options.map((option) => option.id));
  const foreign = column.values.filter((value) => !known.has(value));
  if (options.length === 0 || foreign.length === 0) return null;
  return (
    <details open={foreign.length <= 8}>
      <summary>
        {words.up_codes} ({foreign.length})
      </summary>
      <ul className="codes">
        {foreign.map((value) => (
          <li key={value}>
            <code>{value}</code>
            <select aria-label={`${words.up_codes}: ${value}`} value={choice.codes[value] ?? ''} onChange={(event) => change({ ...choice, codes: { ...choice.codes, [value]: event.target.value } })}>
                <option value="">{words.up_asItIs}</option>
                {options.map((option) => (
                  <option key={option.id} value={option.id}>
                    {option.name}
                  </option>
                ))}
            </select>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface TableProperties {
  form: Form;
  columns: UploadColumn[];
  choices: Choices;
  change: (choices: Choices) => void;
}

export function MappingTable({ form, columns, choices, change }: TableProperties) {
  const words = useWords();
  const { language } = useAddress();
  const variables = form.variables.filter((one) => one.type !== 'derived');
  const person = [form.person?.identifier, form.person?.name].filter((one): one is string => Boolean(one));
  const targets: Target[] = [
    ...person.map((id) => ({ id, name: id })),
    ...variables.map((one) => ({ id: one.name, name: say(one.label, language) + (one.required ? ' *' : '') })),
  ];
  return (
    <div className="table-place" tabIndex={0} role="group" aria-label={words.up_columns}>
      <table className="table mapping">
        <caption className="hidden">{words.up_columns}</caption>
        <thead>
          <tr>
            <th scope="col">{words.up_column}</th>
            <th scope="col">{words.up_holds}</th>
            <th scope="col">{words.up_takenFor}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => {
            const choice = choices[column.column] ?? { target: '', codes: {} };
            const variable = variables.find((one) => one.name === choice.target);
            const set = (next: ColumnChoice) => change({ ...choices, [column.column]: next });
            return (
              <tr key={column.column}>
                <th scope="row">{column.column}</th>
                <td className="mapping__values">
                  {column.values.slice(0, 4).join(', ')}
                  {(column.more || column.values.length > 4) && ' …'}
                </td>
                <td>
                  <select aria-label={`${words.up_takenFor}: ${column.column}`} value={choice.target} onChange={(event) => set({ target: event.target.value, codes: {} })}>
                    <option value="">{words.up_notUsed}</option>
                    {targets.map((target) => (
                      <option key={target.id} value={target.id}>
                        {target.name}
                      </option>
                    ))}
                  </select>
                  {variable && <Codes column={column} variable={variable} choice={choice} change={set} />}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
