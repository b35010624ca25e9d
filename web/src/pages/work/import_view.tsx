// A file is looked at first: what is new, what changes, what is refused and why. Only then is it brought in.
import Select from '@helsenorge/designsystem-react/components/Select';
import { useState } from 'react';
import { useAddress } from '../../address';
import { query, write } from '../../api/client';
import { useSite } from '../../api/hooks';
import type { ImportAnswer } from '../../api/work_types';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { type Column, Rows } from '../../design/rows';
import { count, say } from '../../format';
import { Section } from '../../shell/heading';
import { Failure } from '../../shell/states';
import { useWords } from '../../words';

type Reject = NonNullable<ImportAnswer['rejects']>[number];

function Outcome({ answer }: { answer: ImportAnswer }) {
  const words = useWords();
  const { language } = useAddress();
  const columns: Column<Reject>[] = [
    { id: 'row', title: words.row, right: true, cell: (row) => count(row.row, language) },
    { id: 'key', title: words.recordKey, cell: (row) => row.key ?? '' },
    { id: 'why', title: words.reason, cell: (row) => row.problems.map((one) => (typeof one === 'string' ? one : say(one, language))).join('. ') },
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
      {(answer.rejects?.length ?? 0) > 0 && <Rows caption={words.import_rejected} columns={columns} rows={answer.rejects ?? []} name={(row) => String(row.row)} />}
    </>
  );
}

export function ImportView() {
  const words = useWords();
  const { language } = useAddress();
  const onColor = useOnColor();
  const site = useSite();
  const [register, setRegister] = useState('');
  const [text, setText] = useState<string | null>(null);
  const [answer, setAnswer] = useState<ImportAnswer | null>(null);
  const [done, setDone] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const chosen = register || site.data?.registers[0]?.id || '';
  const send = (preview: boolean) => {
    if (text === null) return;
    setError(null);
    write<ImportAnswer>('POST', `/registers/${chosen}/imports${query({ preview: preview ? 'true' : null })}`, text, { contentType: 'text/csv' })
      .then((found) => {
        setAnswer(found);
        setDone(!preview);
      })
      .catch(setError);
  };
  return (
    <Section title={words.importFile}>
      <div className="incident-form">
        <Select label={words.register} selectId="import-register" onColor={onColor} value={chosen} onChange={(event) => setRegister(event.target.value)}>
          {site.data?.registers.map((one) => (
            <option key={one.id} value={one.id}>
              {say(one.name, language)}
            </option>
          ))}
        </Select>
        <label className="file">
          {words.chooseFile}
          <input
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => {
              setAnswer(null);
              void event.target.files?.[0]?.text().then(setText);
            }}
          />
        </label>
        <div className="choices">
          <Action onClick={() => send(true)} disabled={text === null}>
            {words.preview}
          </Action>
          <Action variant="outline" onClick={() => send(false)} disabled={answer === null || done}>
            {words.bringIn}
          </Action>
        </div>
      </div>
      {error !== null && <Failure error={error} />}
      {answer && <Outcome answer={answer} />}
      {done && <p role="status">{words.broughtIn}</p>}
    </Section>
  );
}
