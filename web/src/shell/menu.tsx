import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useAddress } from '../address';
import { useSession } from '../api/hooks';
import type { Role, Session } from '../api/types';
import { useWords, type Words } from '../words';

interface Entry {
  path: string;
  word: keyof Words;
  roles?: Role[]; // shown only to them; the server decides what they may do
}

const entries: Entry[] = [
  { path: '/', word: 'national' },
  { path: '/units', word: 'units' },
  { path: '/compare', word: 'compare' },
  { path: '/reports', word: 'reports' },
  { path: '/work', word: 'work', roles: ['registrar', 'secretariat'] },
  { path: '/plan', word: 'plan', roles: ['planner'] },
  { path: '/dispatch', word: 'dispatch', roles: ['dispatcher'] },
  { path: '/privacy', word: 'privacy', roles: ['data_protection'] },
  { path: '/admin', word: 'admin', roles: ['administrator'] },
];

export function mayOpen(session: Session | null | undefined, roles: Role[] | undefined): boolean {
  if (!roles) return true;
  return session?.roles.some((grant) => roles.includes(grant.role)) ?? false;
}

function isHere(path: string, location: string): boolean {
  if (path === '/') return location === '/' || location.startsWith('/register') || location.startsWith('/indicator');
  if (path === '/units') return location.startsWith('/unit');
  return location.startsWith(path);
}

function Switches() {
  const words = useWords();
  const { language, theme, set } = useAddress();
  const other = language === 'nb' ? 'en' : 'nb';
  return (
    <div className="switches">
      <button type="button" className="switch" lang={other} onClick={() => set({ lang: other })}>
        {words.otherLanguage}
      </button>
      <button type="button" className="switch" onClick={() => set({ theme: theme === 'night' ? 'light' : 'night' })}>
        {theme === 'night' ? words.light : words.night}
      </button>
    </div>
  );
}

export function Menu() {
  const words = useWords();
  const { link } = useAddress();
  const [location] = useLocation();
  const session = useSession();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [location]);
  return (
    <>
      <button type="button" className="menu-button" aria-expanded={open} aria-controls="menu" onClick={() => setOpen(!open)}>
        {open ? words.close : words.menu}
      </button>
      <div id="menu" className={open ? 'menu menu--open' : 'menu'}>
        <nav aria-label={words.menu}>
          <ul>
            {entries
              .filter((entry) => mayOpen(session.data, entry.roles))
              .map((entry) => (
                <li key={entry.path}>
                  <Link href={link(entry.path)} aria-current={isHere(entry.path, location) ? 'page' : undefined}>
                    {words[entry.word]}
                  </Link>
                </li>
              ))}
            <li>
              <Link href={link('/login')} aria-current={location === '/login' ? 'page' : undefined}>
                {session.data ? words.logout : words.login}
              </Link>
            </li>
          </ul>
        </nav>
        <Switches />
      </div>
    </>
  );
}
