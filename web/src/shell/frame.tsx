// Around every page: who we are, where one can go, language and light, that the data are synthetic, how new they are.
import { type ReactNode, useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import { useAddress } from '../address';
import { useSession, useSite } from '../api/hooks';
import { date } from '../format';
import { useWords } from '../words';
import { Menu } from './menu';

function useDocument(): void {
  const { language, theme } = useAddress();
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
  }, [language, theme]);
}

function Synthetic() {
  const words = useWords();
  const site = useSite();
  if (!site.data?.synthetic) return null;
  return (
    <div className="synthetic" role="note">
      <strong>{words.synthetic}</strong> <span>{words.syntheticLong}</span>
    </div>
  );
}

function Footer() {
  const words = useWords();
  const { language } = useAddress();
  const { data } = useSite();
  const session = useSession();
  return (
    <footer className="footer">
      <div className="wide">
        <p>
          {words.site} · {words.tagline}
        </p>
        {data?.data_date && (
          <p>
            {words.dataFrom} {date(data.data_date, language)}
            {data.data_version && (
              <>
                {' · '}
                {words.dataVersion} <code>{data.data_version.slice(0, 12)}</code>
              </>
            )}
          </p>
        )}
        {session.data && (
          <p>
            {words.loggedInAs} {session.data.name ?? session.data.user}
          </p>
        )}
      </div>
    </footer>
  );
}

// A new page is announced and begins at its top.
function useArrival(): void {
  const [path] = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [path]);
}

export function Frame({ children }: { children: ReactNode }) {
  const words = useWords();
  const { link } = useAddress();
  useDocument();
  useArrival();
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="header">
        <Synthetic />
        <div className="wide header__row">
          <Link href={link('/')} className="logo">
            <img src="/kjede.svg" alt="" width="32" height="32" />
            {words.site}
          </Link>
          <Menu />
        </div>
      </header>
      <main id="main" className="wide" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  );
}
