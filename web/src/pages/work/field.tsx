// One variable of a form, drawn from its definition: type, codes, range and unit of measure are the register's.
import Input from '@helsenorge/designsystem-react/components/Input';
import Select from '@helsenorge/designsystem-react/components/Select';
import { useAddress } from '../../address';
import type { Finding, FormVariable, Values } from '../../api/work_types';
import { useOnColor } from '../../design/on_color';
import { say } from '../../format';
import { useWords, type Words } from '../../words';

type Value = Values[string];

// What the definition itself says of a value, at once while it is typed; rules between variables are the server's.
export function ownFault(variable: FormVariable, value: Value | undefined, words: Words): string | null {
  const text = value === null || value === undefined ? '' : String(value).trim();
  if (text === '') return variable.required ? words.mustBeFilled : null;
  if (variable.type !== 'integer' && variable.type !== 'number') return null;
  const number = Number(text.replace(',', '.'));
  if (Number.isNaN(number) || (variable.type === 'integer' && !Number.isInteger(number))) return words.mustBeNumber;
  const { min, max } = variable;
  if ((min !== null && min !== undefined && number < min) || (max !== null && max !== undefined && number > max)) {
    return words.mustBeBetween.replace('{min}', String(min ?? '…')).replace('{max}', String(max ?? '…'));
  }
  return null;
}

interface FieldProperties {
  variable: FormVariable;
  value: Value | undefined;
  findings: Finding[];
  change: (value: Value) => void;
}

function messageOf(properties: FieldProperties, words: Words, language: 'nb' | 'en'): string {
  const { variable, value, findings } = properties;
  const touched = value !== undefined && value !== null && value !== '';
  const own = touched ? ownFault(variable, value, words) : null;
  const said = findings.map((finding) => (typeof finding.message === 'string' ? finding.message : say(finding.message, language)));
  return [own, ...said].filter(Boolean).join('. ');
}

function Choice({ variable, value, change, label, message }: FieldProperties & { label: string; message: string }) {
  const { language } = useAddress();
  const onColor = useOnColor();
  const options = variable.codes?.map((code) => ({ id: code.value, name: code.label })) ?? variable.units ?? [];
  return (
    <Select
      label={label}
      selectId={variable.name}
      onColor={onColor}
      value={String(value ?? '')}
      {...(message ? { errorText: message } : {})}
      onChange={(event) => change(event.target.value || null)}
    >
      <option value=""> </option>
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {say(option.name, language)}
        </option>
      ))}
    </Select>
  );
}

const inputType: Partial<Record<FormVariable['type'], 'date' | 'datetime-local' | 'text'>> = { date: 'date', time: 'datetime-local' };

export function Field(properties: FieldProperties) {
  const words = useWords();
  const { language } = useAddress();
  const onColor = useOnColor();
  const { variable, value, change } = properties;
  const message = messageOf(properties, words, language);
  const label = say(variable.label, language) + (variable.measure ? ` (${variable.measure})` : '') + (variable.required ? ' *' : '');
  if (variable.type === 'derived') return null;
  if (variable.type === 'code' || variable.type === 'unit') return <Choice {...properties} label={label} message={message} />;
  const numeric = variable.type === 'integer' || variable.type === 'number';
  return (
    <Input
      label={label}
      inputId={variable.name}
      type={(inputType[variable.type] ?? 'text') as 'text'}
      autoComplete="off"
      onColor={onColor}
      value={String(value ?? '')}
      {...(numeric ? { inputMode: 'decimal' as const } : {})}
      {...(message ? { errorText: message } : {})}
      onChange={(event) => change(event.target.value)}
    />
  );
}
