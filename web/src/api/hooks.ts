// Data for pages: asked for once, kept while the page is open.
import useSWR, { type SWRResponse } from 'swr';
import { type ApiError, get, keepCsrf } from './client';
import type { Session, Site, Ways } from './types';

export type Answer<T> = SWRResponse<T, ApiError>;

const once = { revalidateOnFocus: false, revalidateIfStale: false, shouldRetryOnError: false } as const;

// Published documents do not change under the reader: no asking again.
export function usePublished<T>(path: string | null): Answer<T> {
  return useSWR<T, ApiError>(path, get<T>, { ...once, keepPreviousData: true });
}

// Documents of the workplace: asked for again when the window comes back, and for each new edition of what they tell of.
export function useLive<T>(path: string | null, every = 0, edition = 0): Answer<T> {
  const key = path === null ? null : ([path, edition] as const);
  return useSWR<T, ApiError>(key, ([asked]: readonly [string, number]) => get<T>(asked), { refreshInterval: every, shouldRetryOnError: false });
}

export function useSite(): Answer<Site> {
  return usePublished<Site>('/site');
}

export function useWays(): Answer<Ways> {
  return usePublished<Ways>('/session/ways');
}

async function session(path: string): Promise<Session | null> {
  const answer = await get<Session | null>(path).catch((error: ApiError) => {
    if (error.status === 401 || error.status === 404) return null;
    throw error;
  });
  const known = answer?.user ? answer : null;
  keepCsrf(known?.csrf ?? '');
  return known;
}

// Who is logged in; null: nobody.
export function useSession(): Answer<Session | null> {
  return useSWR<Session | null, ApiError>('/session', session, { ...once, revalidateOnFocus: true });
}
