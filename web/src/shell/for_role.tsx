import { type ReactNode } from 'react';
import { Link } from 'wouter';
import { useAddress } from '../address';
import { useSession } from '../api/hooks';
import type { Role } from '../api/types';
import { useWords } from '../words';
import { Heading, useTitle } from './heading';
import { mayOpen } from './menu';
import { Failure, Loading } from './states';

function AskToLogIn() {
  const words = useWords();
  const { link } = useAddress();
  useTitle(words.login);
  return (
    <section className="page narrow">
      <Heading>{words.loginNeeded}</Heading>
      <p>{words.loginNeededWhy}</p>
      <p>
        <Link href={link('/login')}>{words.login}</Link>
      </p>
    </section>
  );
}

// A workplace, for those who have it. This spares others an empty page; what they may do is the server's decision.
export function ForRole({ roles, children }: { roles: Role[]; children: ReactNode }) {
  const session = useSession();
  if (session.data === undefined) return session.error ? <Failure error={session.error} again={() => void session.mutate()} /> : <Loading />;
  return mayOpen(session.data, roles) ? <>{children}</> : <AskToLogIn />;
}
