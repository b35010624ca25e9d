// The server's live events, and whether we still hear them.
import { useEffect, useRef, useState } from 'react';
import { API } from './client';

export type Line = 'opening' | 'open' | 'lost';

const silence = 45_000; // ms; the server beats every 15 s, so a line without three beats is dead though nobody hung up

function read(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

// Calls `heard` for each event of these names, with what it says. Lost: the browser keeps trying, the page must say so.
export function useEvents(names: string[], heard: (name: string, data: unknown) => void): Line {
  const [line, setLine] = useState<Line>('opening');
  const latest = useRef(heard);
  latest.current = heard;
  const wanted = names.join(',');
  useEffect(() => {
    const source = new EventSource(`${API}/events`);
    let watch = 0;
    const lost = () => setLine('lost');
    const alive = () => {
      setLine('open');
      window.clearTimeout(watch);
      watch = window.setTimeout(lost, silence);
    };
    source.onopen = () => {
      alive();
      latest.current('open', null);
    };
    source.onerror = lost;
    source.addEventListener('beat', alive);
    for (const name of wanted.split(',')) {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        alive();
        latest.current(name, read(event.data));
      });
    }
    window.addEventListener('offline', lost);
    return () => {
      window.clearTimeout(watch);
      window.removeEventListener('offline', lost);
      source.close();
    };
  }, [wanted]);
  return line;
}
