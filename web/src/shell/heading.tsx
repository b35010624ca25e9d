import Title from '@helsenorge/designsystem-react/components/Title';
import { type ReactNode, useEffect } from 'react';
import { useWords } from '../words';

// The page's own heading: one <h1> a page.
export function Heading({ children, eyebrow }: { children: ReactNode; eyebrow?: ReactNode }) {
  return (
    <div className="heading">
      {eyebrow && <p className="eyebrow">{eyebrow}</p>}
      <Title htmlMarkup="h1" appearance="title2" margin={0}>
        {children}
      </Title>
    </div>
  );
}

export function Section({ id, title, children, className = '' }: { id?: string; title: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={`section ${className}`} id={id}>
      <Title htmlMarkup="h2" appearance="title4" margin={0}>
        {title}
      </Title>
      {children}
    </section>
  );
}

// The browser's title: what is on the page first.
export function useTitle(title: string): void {
  const words = useWords();
  useEffect(() => {
    document.title = title ? `${title} – ${words.site}` : words.site;
  }, [title, words.site]);
}
