import { useAddress } from '../../address';
import type { Form, RecordAnswer, Values } from '../../api/work_types';
import { Action } from '../../design/action';
import { say } from '../../format';
import { useWords } from '../../words';

function shown(value: Values[string] | undefined): string {
  return value === null || value === undefined || value === '' ? '–' : String(value);
}

// Somebody else saved meanwhile: both versions beside each other, the person decides.
export function Conflict({ form, mine, theirs, takeTheirs, keepMine }: { form: Form; mine: Values; theirs: RecordAnswer; takeTheirs: () => void; keepMine: () => void }) {
  const words = useWords();
  const { language } = useAddress();
  const different = form.variables.filter((variable) => shown(mine[variable.name]) !== shown(theirs.values[variable.name]));
  return (
    <div role="alert" className="conflict">
      <h3>{words.conflict}</h3>
      <p>
        {theirs.recorded_by} {theirs.recorded}
      </p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.variable}</th>
            <th scope="col">{words.mine}</th>
            <th scope="col">{words.theirs}</th>
          </tr>
        </thead>
        <tbody>
          {different.map((variable) => (
            <tr key={variable.name}>
              <th scope="row">{say(variable.label, language)}</th>
              <td>{shown(mine[variable.name])}</td>
              <td>{shown(theirs.values[variable.name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="choices">
        <Action onClick={keepMine}>{words.keepMine}</Action>
        <Action variant="outline" onClick={takeTheirs}>
          {words.takeTheirs}
        </Action>
      </div>
    </div>
  );
}
