import { useAddress } from '../address';
import type { Text } from '../api/types';
import { say } from '../format';
import { useWords } from '../words';

interface Shown {
  masked: boolean;
  text?: Text | null;
  interval?: Text | null | undefined;
}

// A value with its interval beneath, in the server's words; "*" masked, "–" nothing there.
export function ValueCell({ row }: { row: Shown | null | undefined }) {
  const { language } = useAddress();
  const words = useWords();
  if (!row) return <span className="muted">–</span>;
  return (
    <span className="value" title={row.masked ? words.masked : undefined}>
      <span className="value__number">{row.masked ? '*' : say(row.text, language) || '–'}</span>
      {!row.masked && <span className="value__interval">{say(row.interval, language)}</span>}
    </span>
  );
}
