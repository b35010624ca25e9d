import Input from '@helsenorge/designsystem-react/components/Input';
import Select from '@helsenorge/designsystem-react/components/Select';
import { type FormEvent, useState } from 'react';
import type { Account } from '../../api/admin_types';
import type { Role } from '../../api/types';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { Section } from '../../shell/heading';
import { useWords } from '../../words';

export const grantable: Role[] = ['unit_reader', 'registrar', 'secretariat', 'planner', 'dispatcher', 'data_protection', 'administrator'];

export function RoleEditor({ account, save, close }: { account: Account; save: (roles: Account['roles']) => void; close: () => void }) {
  const words = useWords();
  const onColor = useOnColor();
  const [role, setRole] = useState<Role>('registrar');
  const [unit, setUnit] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    save([...account.roles, { role, unit: unit || null }]);
  };
  return (
    <Section title={`${words.roles}: ${account.user}`}>
      <ul className="link-row">
        {account.roles.map((grant, place) => (
          <li key={place}>
            <button type="button" className="chip" onClick={() => save(account.roles.filter((_, other) => other !== place))}>
              {words[`role_${grant.role}`]} {grant.unit} <span aria-hidden="true">×</span>
              <span className="hidden">{words.remove}</span>
            </button>
          </li>
        ))}
      </ul>
      <form className="choices" onSubmit={add}>
        <Select label={words.role} selectId="role" onColor={onColor} value={role} onChange={(event) => setRole(event.target.value as Role)}>
          {grantable.map((one) => (
            <option key={one} value={one}>
              {words[`role_${one}`]}
            </option>
          ))}
        </Select>
        <Input label={words.unitId} inputId="role-unit" autoComplete="off" onColor={onColor} value={unit} onChange={(event) => setUnit(event.target.value)} />
        <Action type="submit">{words.add}</Action>
        <Action variant="outline" onClick={close}>
          {words.close}
        </Action>
      </form>
    </Section>
  );
}
