import Input from '@helsenorge/designsystem-react/components/Input';
import { type FormEvent, useState } from 'react';
import { useAddress } from '../../address';
import { query } from '../../api/client';
import { useLive } from '../../api/hooks';
import type { AccessEntry, AccessLog } from '../../api/privacy_types';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { type Column, Rows } from '../../design/rows';
import { count, instant } from '../../format';
import { Section } from '../../shell/heading';
import { Shown } from '../../shell/states';
import { useWords } from '../../words';

export function useEntryColumns(): Column<AccessEntry>[] {
  const words = useWords();
  const { language } = useAddress();
  return [
    { id: 'recorded', title: words.time, cell: (row) => instant(row.recorded, language, true) },
    { id: 'actor', title: words.who, cell: (row) => row.actor },
    { id: 'action', title: words.what, cell: (row) => row.action },
    { id: 'subject', title: words.aboutWhom, cell: (row) => <code>{row.subject}</code> },
    { id: 'purpose', title: words.purpose, cell: (row) => row.purpose },
    { id: 'hits', title: words.hits, right: true, cell: (row) => count(row.hits, language) },
  ];
}

// The purpose is asked for first: without one there is no answer, and reading is itself an entry.
export function AccessLogView() {
  const words = useWords();
  const onColor = useOnColor();
  const columns = useEntryColumns();
  const [purpose, setPurpose] = useState('');
  const [subject, setSubject] = useState('');
  const [asked, setAsked] = useState<{ purpose: string; subject: string } | null>(null);
  const answer = useLive<AccessLog>(asked ? `/privacy/access-log${query(asked)}` : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked({ purpose, subject });
  };
  return (
    <Section title={words.accessLog}>
      <form className="incident-form" onSubmit={submit}>
        <Input label={words.purpose} inputId="purpose" required onColor={onColor} value={purpose} autoComplete="off" onChange={(event) => setPurpose(event.target.value)} />
        <Input label={words.subject} inputId="subject" onColor={onColor} value={subject} autoComplete="off" onChange={(event) => setSubject(event.target.value)} />
        <Action type="submit">{words.showLog}</Action>
      </form>
      {asked && (
        <Shown answer={answer}>
          {(log) => <Rows caption={words.accessLog} columns={columns} rows={[...log.entries].reverse()} name={(row, place) => row.recorded + String(place)} />}
        </Shown>
      )}
    </Section>
  );
}
