import Input from '@helsenorge/designsystem-react/components/Input';
import Select from '@helsenorge/designsystem-react/components/Select';
import { type FormEvent, useState } from 'react';
import { write } from '../../api/client';
import type { Role } from '../../api/types';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { Section } from '../../shell/heading';
import { Failure } from '../../shell/states';
import { useWords } from '../../words';
import { grantable } from './role_editor';

const empty = { user: '', name: '', password: '', role: 'registrar' as Role, unit: '' };

export function NewAccount({ made }: { made: () => void }) {
  const words = useWords();
  const onColor = useOnColor();
  const [fields, setFields] = useState(empty);
  const [error, setError] = useState<unknown>(null);
  const set = (name: keyof typeof empty) => (event: { target: { value: string } }) => setFields({ ...fields, [name]: event.target.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    const { user, name, password, role, unit } = fields;
    write('POST', '/users', { user, name, password, roles: [{ role, unit: unit || null }] })
      .then(() => {
        setFields(empty);
        made();
      })
      .catch(setError);
  };
  return (
    <Section title={words.newAccount}>
      <form className="incident-form" onSubmit={submit}>
        <Input label={words.user} inputId="new-user" required autoComplete="off" onColor={onColor} value={fields.user} onChange={set('user')} />
        <Input label={words.name} inputId="new-name" autoComplete="off" onColor={onColor} value={fields.name} onChange={set('name')} />
        <Input label={words.password} inputId="new-password" type="password" required autoComplete="new-password" onColor={onColor} value={fields.password} onChange={set('password')} />
        <Select label={words.role} selectId="new-role" onColor={onColor} value={fields.role} onChange={set('role')}>
          {grantable.map((one) => (
            <option key={one} value={one}>
              {words[`role_${one}`]}
            </option>
          ))}
        </Select>
        <Input label={words.unitId} inputId="new-unit" autoComplete="off" onColor={onColor} value={fields.unit} onChange={set('unit')} />
        {error !== null && <Failure error={error} />}
        <Action type="submit">{words.makeAccount}</Action>
      </form>
    </Section>
  );
}
