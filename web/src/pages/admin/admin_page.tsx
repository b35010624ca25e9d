// Accounts: who has which role for which unit. A role taken away is gone at once, open streams included.
import { useState } from 'react';
import type { Account } from '../../api/admin_types';
import { write } from '../../api/client';
import { useLive } from '../../api/hooks';
import { type Column, Rows } from '../../design/rows';
import { Heading, Section, useTitle } from '../../shell/heading';
import { Failure, Shown } from '../../shell/states';
import { useWords } from '../../words';
import { NewAccount } from './new_account';
import { RoleEditor } from './role_editor';

function useColumns(choose: (user: string) => void, change: (user: string, body: unknown) => void): Column<Account>[] {
  const words = useWords();
  return [
    { id: 'user', title: words.user, cell: (row) => row.user },
    { id: 'name', title: words.name, cell: (row) => row.name ?? '' },
    {
      id: 'roles',
      title: words.roles,
      cell: (row) => row.roles.map((grant) => words[`role_${grant.role}`] + (grant.unit ? ` (${grant.unit})` : '')).join(', ') || '–',
    },
    { id: 'state', title: words.state, cell: (row) => (row.disabled ? words.disabled : words.active) },
    {
      id: 'do',
      title: words.change_,
      cell: (row) => (
        <span className="link-row">
          <button type="button" className="as-link" onClick={() => choose(row.user)}>
            {words.roles} <span className="hidden">{row.user}</span>
          </button>
          <button type="button" className="as-link" onClick={() => change(row.user, { disabled: !row.disabled })}>
            {row.disabled ? words.enable : words.disable} <span className="hidden">{row.user}</span>
          </button>
        </span>
      ),
    },
  ];
}

export default function AdminPage() {
  const words = useWords();
  useTitle(words.admin);
  const answer = useLive<{ users: Account[] }>('/users');
  const [chosen, setChosen] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const change = (user: string, body: unknown) => {
    setError(null);
    write('PATCH', `/users/${encodeURIComponent(user)}`, body)
      .then(() => answer.mutate())
      .catch(setError);
  };
  const columns = useColumns(setChosen, change);
  const account = answer.data?.users.find((one) => one.user === chosen);
  return (
    <article className="page">
      <Heading>{words.admin}</Heading>
      <p className="lead">{words.adminLead}</p>
      {error !== null && <Failure error={error} />}
      <Section title={words.accounts}>
        <Shown answer={answer}>{(data) => <Rows caption={words.accounts} columns={columns} rows={data.users} name={(row) => row.user} />}</Shown>
      </Section>
      {account && <RoleEditor key={account.user} account={account} save={(roles) => change(account.user, { roles })} close={() => setChosen(null)} />}
      <NewAccount made={() => void answer.mutate()} />
    </article>
  );
}
