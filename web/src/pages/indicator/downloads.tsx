import { useState } from 'react';
import { useAddress } from '../../address';
import { API, query } from '../../api/client';
import { Action } from '../../design/action';
import { type FigureChoice, figurePath } from '../../figure/figure';
import { useWords } from '../../words';

function embedCode(choice: FigureChoice, language: string): string {
  const { indicator, figure, year, kind, unit } = choice;
  const address = `${window.location.origin}/embed/${indicator}/${figure}${query({ year, kind, unit, lang: language })}`;
  return `<iframe src="${address}" title="Kjede: ${indicator}" width="100%" height="640" style="border:0"></iframe>`;
}

function Embed({ choice }: { choice: FigureChoice }) {
  const words = useWords();
  const { language } = useAddress();
  const [copied, setCopied] = useState(false);
  const code = embedCode(choice, language);
  const copy = () => void navigator.clipboard?.writeText(code).then(() => setCopied(true));
  return (
    <details>
      <summary>{words.embed}</summary>
      <p id="embed-help">{words.embedHelp}</p>
      <textarea className="code" readOnly rows={3} value={code} aria-labelledby="embed-help" onFocus={(event) => event.target.select()} />
      <Action variant="outline" onClick={copy}>
        {copied ? words.copied : words.copy}
      </Action>
    </details>
  );
}

export function Downloads({ choice }: { choice: FigureChoice }) {
  const words = useWords();
  const { language } = useAddress();
  const { indicator, year, kind } = choice;
  const picture = (ending: string) => API + figurePath(choice, language, 'light', ending);
  return (
    <div className="downloads no-print">
      <ul className="link-row">
        <li>
          <a href={`${API}/indicators/${indicator}/measurements.csv${query({ year, kind })}`} download={`${indicator}-${year}.csv`}>
            {words.downloadTable}
          </a>
        </li>
        <li>
          <a href={picture('.svg')} download={`${indicator}-${choice.figure}-${year}.svg`}>
            {words.downloadSvg}
          </a>
        </li>
        <li>
          <a href={picture('.png')} download={`${indicator}-${choice.figure}-${year}.png`}>
            {words.downloadPng}
          </a>
        </li>
        <li>
          <button type="button" className="as-link" onClick={() => window.print()}>
            {words.print}
          </button>
        </li>
      </ul>
      <Embed choice={choice} />
    </div>
  );
}
