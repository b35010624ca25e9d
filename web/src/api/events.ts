// The server's live events, and whether we still hear them.
import { useEffect, useRef, useState } from 'react';
import { API } from './client';

export type Line = 'opening' | 'open' | 'lost';

// Calls `heard` for each event of these names. Lost: the browser keeps trying, the page must say so.
export function useEvents(names: string[], heard: (name: string) => void): Line {
  const [line, setLine] = useState<Line>('opening');
  const latest = useRef(heard);
  latest.current = heard;
  const wanted = names.join(',');
  useEffect(() => {
    const source = new EventSource(`${API}/events`);
    source.onopen = () => {
      setLine('open');
      latest.current('open');
    };
    source.onerror = () => setLine('lost');
    for (const name of wanted.split(',')) source.addEventListener(name, () => latest.current(name));
    return () => source.close();
  }, [wanted]);
  return line;
}
