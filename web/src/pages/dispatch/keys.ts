import { useEffect, useRef } from 'react';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && ['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName);
}

// Single keys of a workplace. They rest while somebody types in a field; Escape works there too, and so does Ctrl+Enter.
export function useKeys(keys: Record<string, () => void>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = event.ctrlKey && event.key === 'Enter' ? 'Ctrl+Enter' : event.key;
      const action = latest.current[name];
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      const allowed = name === 'Ctrl+Enter' || (plain && (name === 'Escape' || !isTyping(event.target)));
      if (!action || !allowed) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
