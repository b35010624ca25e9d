// What was chosen, kept under a name for the next file of this kind; also as a file for the command line.
import Input from '@helsenorge/designsystem-react/components/Input';
import { useState } from 'react';
import { write } from '../../api/client';
import type { MappingRules, SavedMapping } from '../../api/work_types';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { Failure } from '../../shell/states';
import { useWords } from '../../words';

export function SaveMapping({ register, suggestion, rules, saved }: { register: string; suggestion: string; rules: MappingRules; saved: (name: string) => void }) {
  const words = useWords();
  const onColor = useOnColor();
  const [name, setName] = useState(suggestion);
  const [kept, setKept] = useState<SavedMapping | null>(null);
  const [error, setError] = useState<unknown>(null);
  const save = () => {
    setError(null);
    const path = `/registers/${encodeURIComponent(register)}/mappings/${encodeURIComponent(name.trim())}`;
    write<SavedMapping>('PUT', path, { variables: rules }).then((answer) => {
      setKept(answer);
      saved(answer.name);
    }, setError);
  };
  return (
    <div className="choices choices--end">
      <Input label={words.up_mappingName} inputId="mapping-name" onColor={onColor} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
      <Action variant="outline" onClick={save} disabled={!name.trim() || Object.keys(rules).length === 0}>
        {words.up_saveMapping}
      </Action>
      {kept && (
        <p role="status">
          {words.up_savedMapping}{' '}
          <a href={URL.createObjectURL(new Blob([kept.yaml], { type: 'text/yaml' }))} download={`${kept.name}.yaml`}>
            {words.up_asFile}
          </a>
        </p>
      )}
      {error !== null && <Failure error={error} />}
    </div>
  );
}
