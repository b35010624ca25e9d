import Input from '@helsenorge/designsystem-react/components/Input';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useAddress } from '../../address';
import { ApiError, write } from '../../api/client';
import { useSession, useWays } from '../../api/hooks';
import type { Role, Session } from '../../api/types';
import { Action } from '../../design/action';
import { useOnColor } from '../../design/on_color';
import { say } from '../../format';
import { Heading, useTitle } from '../../shell/heading';
import { Failure } from '../../shell/states';
import { useWords } from '../../words';

const home: Partial<Record<Role, string>> = {
  registrar: '/work',
  secretariat: '/work',
  planner: '/plan',
  dispatcher: '/dispatch',
  data_protection: '/privacy',
  administrator: '/admin',
};

export function homeOf(session: Session | null | undefined): string {
  for (const grant of session?.roles ?? []) {
    const path = home[grant.role];
    if (path) return path;
  }
  return '/';
}

function LoggedIn({ session }: { session: Session }) {
  const words = useWords();
  const { language, link } = useAddress();
  const { mutate } = useSession();
  const leave = async () => {
    const answer = await write('DELETE', '/session').finally(() => void mutate(null, { revalidate: true }));
    const provider = (answer as { provider?: string } | null)?.provider;
    if (provider) window.location.assign(provider); // one is logged out there too
  };
  return (
    <>
      <p>
        {words.loggedInAs} <strong>{session.name ?? session.user}</strong>
      </p>
      <ul>
        {session.roles.map((grant) => (
          <li key={grant.role + (grant.unit ?? '')}>
            <Link href={link(home[grant.role] ?? '/')}>{words[`role_${grant.role}`]}</Link>
            {grant.unit_name && `, ${say(grant.unit_name, language)}`}
          </li>
        ))}
      </ul>
      {session.roles.length === 0 && <p>{words.noRoles}</p>}
      <Action variant="outline" onClick={() => void leave()}>
        {words.logout}
      </Action>
    </>
  );
}

const reasons = { KJ0952: 'providerClosed', KJ1512: 'providerDown', KJ1513: 'providerDown', KJ1514: 'providerRefused', KJ1515: 'providerState' } as const;

// To the identity provider and back: a link, for the browser has to go there.
function ProviderLogin() {
  const words = useWords();
  const { language, get, link } = useAddress();
  const { data } = useWays();
  const problem = get('problem');
  if (!data?.provider) return null;
  const to = new URLSearchParams({ to: link('/login') });
  const reason = problem ? (reasons[problem as keyof typeof reasons] ?? 'providerToken') : null;
  return (
    <>
      {reason && (
        <p className="form-error" role="alert">
          {words[reason]} ({problem})
        </p>
      )}
      <p>
        <a href={`${data.provider.begin}?${to.toString()}`}>
          {words.openid}: {say(data.provider.name, language)}
        </a>
      </p>
    </>
  );
}

function LoginForm() {
  const words = useWords();
  const onColor = useOnColor();
  const { link } = useAddress();
  const [, go] = useLocation();
  const { mutate } = useSession();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await write('POST', '/session', { user, password });
      const session = await mutate();
      go(link(homeOf(session)));
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const refused = error instanceof ApiError && [401, 403, 404, 429].includes(error.status);
  return (
    <form className="login" onSubmit={(event) => void submit(event)}>
      <Input label={words.user} inputId="user" name="user" autoComplete="username" required onColor={onColor} value={user} onChange={(event) => setUser(event.target.value)} />
      <Input
        label={words.password}
        inputId="password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        onColor={onColor}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {refused && (
        <p className="form-error" role="alert">
          {words.loginFailed}
        </p>
      )}
      {error !== null && !refused && <Failure error={error} />}
      <Action type="submit" disabled={busy}>
        {words.login}
      </Action>
    </form>
  );
}

export default function LoginPage() {
  const words = useWords();
  const session = useSession();
  useTitle(words.login);
  return (
    <article className="page narrow">
      <Heading>{session.data ? words.logout : words.login}</Heading>
      {session.data ? (
        <LoggedIn session={session.data} />
      ) : (
        <>
          <p className="lead">{words.loginLead}</p>
          <ProviderLogin />
          <LoginForm />
        </>
      )}
    </article>
  );
}
