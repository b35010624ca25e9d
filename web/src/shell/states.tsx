// What a page shows while it waits, when there is nothing, and when something failed.
import Button from '@helsenorge/designsystem-react/components/Button';
import NotificationPanel from '@helsenorge/designsystem-react/components/NotificationPanel';
import { Component, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useAddress } from '../address';
import { ApiError } from '../api/client';
import type { Answer } from '../api/hooks';
import { useWords } from '../words';
import { Heading, useTitle } from './heading';

export function Loading() {
  const words = useWords();
  return (
    <p className="loading" role="status">
      {words.loading}
    </p>
  );
}

export function Failure({ error, again }: { error: unknown; again?: (() => void) | undefined }) {
  const words = useWords();
  const api = error instanceof ApiError ? error : null;
  if (api?.status === 404) return <NotFound />;
  return (
    <div className="notice-place">
      <NotificationPanel variant="error" label={words.failed} labelHtmlMarkup="h2" role="alert" fluid>
        {api?.status === 0 && <p>{words.offline}</p>}
        <Diagnostics error={error} />
        {again && (
          <Button variant="outline" onClick={again}>
            {words.tryAgain}
          </Button>
        )}
      </NotificationPanel>
    </div>
  );
}

export function Diagnostics({ error }: { error: unknown }) {
  if (!(error instanceof ApiError)) return error instanceof Error ? <p>{error.message}</p> : null;
  if (error.errors.length === 0) return error.status === 0 ? null : <p>HTTP {error.status}</p>;
  return (
    <ul className="plain">
      {error.errors.map((one) => (
        <li key={one.code + one.message}>
          {one.message} {one.suggestion} <small>({one.code})</small>
        </li>
      ))}
    </ul>
  );
}

// The answer's data, or what stands in its place.
export function Shown<T>({ answer, children }: { answer: Answer<T>; children: (data: T) => ReactNode }) {
  if (answer.data !== undefined) return <>{children(answer.data)}</>;
  if (answer.error) return <Failure error={answer.error} again={() => void answer.mutate()} />;
  return <Loading />;
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

export function NotFound() {
  const words = useWords();
  const { link } = useAddress();
  useTitle(words.notFoundTitle);
  return (
    <section className="page narrow">
      <Heading>{words.notFoundTitle}</Heading>
      <p>{words.notFound}</p>
      <p>
        <Link href={link('/')}>{words.toFront}</Link>
      </p>
    </section>
  );
}

// A page that breaks says so; the frame stays.
export class PageBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    if (this.state.error === null) return this.props.children;
    return <Failure error={this.state.error} again={() => this.setState({ error: null })} />;
  }
}
