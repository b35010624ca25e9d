// The address bar holds the whole state: language, theme, year and every choice of a page.
import { useCallback } from 'react';
import { useSearchParams } from 'wouter';
import type { Language } from './api/types';

export type Theme = 'light' | 'night';
const kept = ['lang', 'theme', 'year'] as const; // carried along by links

export interface Address {
  language: Language;
  theme: Theme;
  get(name: string): string | null;
  set(changes: Record<string, string | null>, replace?: boolean): void;
  link(path: string, more?: Record<string, string | null | undefined>): string;
}

export function linkFrom(search: URLSearchParams, path: string, more: Record<string, string | null | undefined> = {}): string {
  const next = new URLSearchParams();
  for (const name of kept) {
    const value = search.get(name);
    if (value) next.set(name, value);
  }
  for (const [name, value] of Object.entries(more)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  const text = next.toString();
  return text ? `${path}?${text}` : path;
}

export function languageOf(search: URLSearchParams): Language {
  return search.get('lang') === 'en' ? 'en' : 'nb';
}

export function themeOf(search: URLSearchParams, path: string): Theme {
  const asked = search.get('theme');
  if (asked === 'night' || asked === 'light') return asked;
  return path.startsWith('/dispatch') ? 'night' : 'light';
}

export function useAddress(): Address {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string | null>, replace = true) => {
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace },
      );
    },
    [setSearch],
  );
  return {
    language: languageOf(search),
    theme: themeOf(search, window.location.pathname),
    get: (name) => search.get(name),
    set,
    link: (path, more) => linkFrom(search, path, more),
  };
}
