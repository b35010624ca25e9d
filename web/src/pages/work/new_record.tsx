import Input from '@helsenorge/designsystem-react/components/Input';
import Select from '@helsenorge/designsystem-react/components/Select';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useAddress } from '../../address';
import { useSite } from '../../api/hooks';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { say } from '../../format';
import { useWords } from '../../words';

// Opens a record by its key, a new one if there is none; or goes to the import.
export function NewRecord() {
  const words = useWords();
  const { language, link } = useAddress();
  const onColor = useOnColor();
  const site = useSite();
  const [, go] = useLocation();
  const registers = site.data?.registers ?? [];
  const [register, setRegister] = useState('');
  const [key, setKey] = useState('');
  const chosen = register || registers[0]?.id || '';
  const open = (event: FormEvent) => {
    event.preventDefault();
    go(link('/work', { register: chosen, key: key.trim() }));
  };
  return (
    <form className="choices" onSubmit={open}>
      <Select label={words.register} selectId="register" onColor={onColor} value={chosen} onChange={(event) => setRegister(event.target.value)}>
        {registers.map((one) => (
          <option key={one.id} value={one.id}>
            {say(one.name, language)}
          </option>
        ))}
      </Select>
      <Input label={words.recordKey} inputId="record-key" required autoComplete="off" onColor={onColor} value={key} onChange={(event) => setKey(event.target.value)} />
      <Action type="submit">{words.openForm}</Action>
      <Link href={link('/work', { view: 'import' })}>{words.importFile}</Link>
    </form>
  );
}
