// A file is looked at first: what its columns are, what is new, what changes, what is refused and why. Only then is it
// brought in, and what was refused is corrected here.
import Select from '@helsenorge/designsystem-react/components/Select';
import { useState } from 'react';
import { useAddress } from '../../address';
import { query, write } from '../../api/client';
import { useEvents } from '../../api/events';
import { useLive, useSite } from '../../api/hooks';
import type { Form, ImportAnswer, ImportProgress, SavedMapping, UploadLook } from '../../api/work_types';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { say } from '../../format';
import { Section } from '../../shell/heading';
import { Failure } from '../../shell/states';
import { useWords } from '../../words';
import { ImportOutcome } from './import_outcome';
import { type Choices, choicesOf, MappingTable, rulesOf } from './mapping_table';
import { RejectedRows } from './rejected_rows';
import { SaveMapping } from './save_mapping';

function isProgress(data: unknown): data is ImportProgress {
  return typeof data === 'object' && data !== null && 'done' in data && 'total' in data;
}

function Progress({ busy }: { busy: boolean }) {
  const words = useWords();
  const [far, setFar] = useState<ImportProgress | null>(null);
  useEvents(['import'], (_, data) => isProgress(data) && setFar(data));
  if (!busy) return null;
  return (
    <label className="progress">
      {words.up_judging} <progress {...(far && far.total > 0 ? { value: far.done, max: far.total } : {})} />
    </label>
  );
}

// What was asked of the server for one file, and what it said.
function useImport(register: string, mapping: string) {
  const { language } = useAddress();
  const [look, setLook] = useState<UploadLook | null>(null);
  const [choices, setChoices] = useState<Choices>({});
  const [answer, setAnswer] = useState<ImportAnswer | null>(null);
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const path = `/registers/${encodeURIComponent(register)}`;
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    await work().catch(setError);
    setBusy(false);
  };
  const open = (file: File) =>
    run(async () => {
      setAnswer(null);
      setDone(false);
      const found = await write<UploadLook>('POST', `${path}/imports/look`, file, { contentType: 'text/csv' });
      setLook(found);
      setChoices(choicesOf(found.columns));
    });
  const send = (body: File | string, preview: boolean) =>
    run(async () => {
      const asked = query({ preview: preview ? 'true' : null, lang: language, mapping });
      setAnswer(await write<ImportAnswer>('POST', `${path}/imports${asked}`, body, { contentType: 'text/csv' }));
      setDone(!preview);
    });
  const forget = () => {
    setLook(null);
    setAnswer(null);
    setDone(false);
  };
  const stale = () => setAnswer(null);
  return { look, choices, setChoices, answer, done, busy, error, open, send, forget, stale };
}

function fillsOf(choices: Choices): Record<string, string> {
  return Object.fromEntries(Object.entries(choices).map(([column, choice]) => [choice.target, column]));
}

function Steps({ form, register, file }: { form: Form; register: string; file: File | null }) {
  const words = useWords();
  const { language } = useAddress();
  const onColor = useOnColor();
  const [mapping, setMapping] = useState('');
  const saved = useLive<{ mappings: SavedMapping[] }>(`/registers/${encodeURIComponent(register)}/mappings`);
  const work = useImport(register, mapping);
  const [opened, setOpened] = useState<File | null>(null);
  if (file && file !== opened) {
    setOpened(file);
    work.forget();
    void work.open(file);
  }
  return (
    <>
      {file && (saved.data?.mappings.length ?? 0) > 0 && (
        <Select label={words.up_mapping} selectId="mapping" onColor={onColor} value={mapping} onChange={(event) => (setMapping(event.target.value), work.stale())}>
          <option value="">{words.up_byName}</option>
          {saved.data?.mappings.map((one) => (
            <option key={one.name} value={one.name}>
              {one.name}
            </option>
          ))}
        </Select>
      )}
      {work.look && (
        <details className="mapping-place" open={work.look.columns.some((one) => one.variable === null)}>
          <summary>{words.up_columns}</summary>
          <p className="muted">
            {words.up_columnsLead} {say(work.look.dialect, language)}
          </p>
          <MappingTable form={form} columns={work.look.columns} choices={work.choices} change={(next) => (work.setChoices(next), work.stale())} />
          <SaveMapping
            register={register}
            suggestion={file?.name.replace(/\.[^.]*$/u, '') ?? ''}
            rules={rulesOf(work.choices)}
            saved={(name) => {
              setMapping(name);
              work.stale();
              void saved.mutate();
            }}
          />
        </details>
      )}
      <div className="choices">
        <Action onClick={() => file && void work.send(file, true)} disabled={!work.look || work.busy}>
          {words.preview}
        </Action>
        <Action variant="outline" onClick={() => file && void work.send(file, false)} disabled={work.answer === null || work.done || work.busy}>
          {words.bringIn}
        </Action>
      </div>
      <Progress busy={work.busy} />
      {work.error !== null && <Failure error={work.error} />}
      {work.answer && <ImportOutcome answer={work.answer} done={work.done} />}
      {work.answer && work.done && work.answer.rejects.length > 0 && work.look && (
        <RejectedRows
          key={work.answer.rejects.map((one) => one.row).join()}
          rejects={work.answer.rejects}
          header={work.look.columns.map((one) => one.column)}
          form={form}
          fills={fillsOf(work.choices)}
          send={(rows) => void work.send(rows, false)}
        />
      )}
    </>
  );
}

export function ImportView() {
  const words = useWords();
  const { language, get, set } = useAddress();
  const onColor = useOnColor();
  const site = useSite();
  const [file, setFile] = useState<File | null>(null);
  const chosen = get('into') ?? site.data?.registers[0]?.id ?? '';
  const form = useLive<Form>(chosen ? `/registers/${encodeURIComponent(chosen)}/form` : null);
  return (
    <Section title={words.importFile}>
      <div className="incident-form">
        <Select label={words.register} selectId="import-register" onColor={onColor} value={chosen} onChange={(event) => set({ into: event.target.value })}>
          {site.data?.registers.map((one) => (
            <option key={one.id} value={one.id}>
              {say(one.name, language)}
            </option>
          ))}
        </Select>
        <label className="file">
          {words.chooseFile}
          <input type="file" accept=".csv,text/csv" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
        </label>
      </div>
      {form.data && <Steps key={chosen} form={form.data} register={chosen} file={file} />}
    </Section>
  );
}
