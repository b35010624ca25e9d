// One record as a form. Drafts are kept at the server while one types; Enter goes to the next field, Ctrl+Enter saves.
import Input from '@helsenorge/designsystem-react/components/Input';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useAddress } from '../../address';
import { ApiError, write } from '../../api/client';
import { useLive } from '../../api/hooks';
import type { Finding, Form, RecordAnswer, Values } from '../../api/work_types';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { say } from '../../format';
import { Section, useTitle } from '../../shell/heading';
import { Failure, Shown } from '../../shell/states';
import { useWords } from '../../words';
import { useKeys } from '../dispatch/keys';
import { Conflict } from './conflict';
import { Field } from './field';
import { History } from './history';

const draftAfter = 800; // ms without typing

type Kept = 'none' | 'keeping' | 'kept' | 'failed';

// Sends what was typed as a draft, and takes back what the rules say of it.
function useDraft(path: string, values: Values, version: number, changed: boolean): { kept: Kept; findings: Finding[] } {
  const [kept, setKept] = useState<Kept>('none');
  const [findings, setFindings] = useState<Finding[]>([]);
  useEffect(() => {
    if (!changed) return;
    setKept('keeping');
    const timer = window.setTimeout(() => {
      write<{ findings?: Finding[] } | null>('PUT', `${path}/draft`, { version, values })
        .then((answer) => {
          setFindings(answer?.findings ?? []);
          setKept('kept');
        })
        .catch(() => setKept('failed'));
    }, draftAfter);
    return () => window.clearTimeout(timer);
  }, [path, values, version, changed]);
  return { kept, findings };
}

function toNextField(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || !(event.target instanceof HTMLElement)) return;
  if (!['INPUT', 'SELECT'].includes(event.target.tagName)) return;
  event.preventDefault();
  const fields = [...event.currentTarget.querySelectorAll<HTMLElement>('input, select')];
  fields[fields.indexOf(event.target) + (event.shiftKey ? -1 : 1)]?.focus();
}

function groups(form: Form): Map<string, Form['variables']> {
  const found = new Map<string, Form['variables']>();
  for (const variable of form.variables) {
    if (variable.type === 'derived') continue;
    const source = variable.source ?? '';
    found.set(source, [...(found.get(source) ?? []), variable]);
  }
  return found;
}

function sourceWord(source: string, words: ReturnType<typeof useWords>): string {
  return (words as unknown as Record<string, string>)[`source_${source}`] ?? (source || words.form);
}

interface EditorProperties {
  form: Form;
  record: RecordAnswer;
  path: string;
  saved: () => void;
}

interface Refusal {
  current?: RecordAnswer | null;
  findings?: Finding[];
}

interface Person {
  identifier?: string;
  name?: string;
}

function useSave(path: string, saved: () => void) {
  const [error, setError] = useState<unknown>(null);
  const [findings, setFindings] = useState<Finding[]>([]);
  const [conflict, setConflict] = useState<RecordAnswer | null>(null);
  const [done, setDone] = useState(false);
  const key = useRef(crypto.randomUUID());
  const save = async (version: number, values: Values, person: Person) => {
    setError(null);
    setFindings([]);
    setDone(false);
    try {
      await write('PUT', path, { version, values, ...person }, { idempotencyKey: key.current });
      key.current = crypto.randomUUID();
      setConflict(null);
      setDone(true);
      saved();
    } catch (caught) {
      const refusal = caught instanceof ApiError && [409, 422].includes(caught.status) ? (caught.body as Refusal) : null;
      if (caught instanceof ApiError && caught.status === 409 && refusal?.current) setConflict(refusal.current);
      else if (refusal?.findings?.length) setFindings(refusal.findings);
      else setError(caught);
    }
  };
  return { save, error, findings, conflict, done };
}

function Editor({ form, record, path, saved }: EditorProperties) {
  const words = useWords();
  const [values, setValues] = useState<Values>(record.draft ?? record.values);
  const [changed, setChanged] = useState(false);
  const draft = useDraft(path, values, record.version, changed);
  const [person, setPerson] = useState<Person>({});
  const { save, error, conflict, done, findings: refused } = useSave(path, saved);
  const findings = refused.length > 0 ? refused : changed ? draft.findings : (record.findings ?? []);
  const submit = () => void save(conflict?.version ?? record.version, values, person);
  useKeys({ 'Ctrl+Enter': submit });
  const change = (name: string) => (value: Values[string]) => {
    setChanged(true);
    setValues((before) => ({ ...before, [name]: value }));
  };
  const loose = findings.filter((finding) => !finding.variable);
  return (
    <form
      className="record"
      onKeyDown={toNextField}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="muted note">{words.formKeys}</p>
      {record.version === 0 && form.person?.identifier && <WhoFields person={person} change={setPerson} />}
      {[...groups(form)].map(([source, variables]) => (
        <fieldset key={source}>
          <legend>{sourceWord(source, words)}</legend>
          {variables.map((variable) => (
            <Field key={variable.name} variable={variable} value={values[variable.name]} findings={findings.filter((one) => one.variable === variable.name)} change={change(variable.name)} />
          ))}
        </fieldset>
      ))}
      <Loose findings={loose} />
      {error !== null && <Failure error={error} />}
      {conflict && <Conflict form={form} mine={values} theirs={conflict} takeTheirs={() => setValues(conflict.values)} keepMine={submit} />}
      <div className="choices">
        <Action type="submit">{words.save}</Action>
        <span role="status" className="muted">
          {done && !changed ? words.saved : draft.kept === 'none' ? '' : words[`draft_${draft.kept}`]}
        </span>
      </div>
    </form>
  );
}

// Who the patient is: sent with the form, sealed by the server, never part of a draft.
function WhoFields({ person, change }: { person: Person; change: (person: Person) => void }) {
  const words = useWords();
  const onColor = useOnColor();
  return (
    <fieldset>
      <legend>{words.patient}</legend>
      <Input label={words.identifier} inputId="identifier" autoComplete="off" onColor={onColor} value={person.identifier ?? ''} onChange={(event) => change({ ...person, identifier: event.target.value })} />
      <Input label={words.name} inputId="patient-name" autoComplete="off" onColor={onColor} value={person.name ?? ''} onChange={(event) => change({ ...person, name: event.target.value })} />
    </fieldset>
  );
}

function Loose({ findings }: { findings: Finding[] }) {
  const { language } = useAddress();
  if (findings.length === 0) return null;
  return (
    <ul className="warning">
      {findings.map((finding) => (
        <li key={finding.code + String(finding.message)}>{typeof finding.message === 'string' ? finding.message : say(finding.message, language)}</li>
      ))}
    </ul>
  );
}

export function RecordView({ register, recordKey }: { register: string; recordKey: string }) {
  const words = useWords();
  const { language } = useAddress();
  const path = `/registers/${encodeURIComponent(register)}/records/${encodeURIComponent(recordKey)}`;
  const form = useLive<Form>(`/registers/${encodeURIComponent(register)}/form`);
  const record = useLive<RecordAnswer>(path);
  useTitle(`${recordKey} – ${words.work}`);
  const isNew = record.error?.status === 404;
  const empty: RecordAnswer = { register, key: recordKey, version: 0, values: form.data ? { [form.data.key]: recordKey } : {} };
  return (
    <Shown answer={form}>
      {(definition) => (
        <Section title={`${say(definition.name, language)}: ${recordKey}`}>
          {isNew ? (
            <Editor form={definition} record={empty} path={path} saved={() => void record.mutate()} />
          ) : (
            <Shown answer={record}>
              {(data) => (
                <>
                  <Editor key={data.version} form={definition} record={data} path={path} saved={() => void record.mutate()} />
                  <History path={path} form={definition} version={data.version} />
                </>
              )}
            </Shown>
          )}
        </Section>
      )}
    </Shown>
  );
}
