// One figure alone, for other pages' frames.
import { useEffect } from 'react';
import { useAddress } from '../../address';
import { query } from '../../api/client';
import { usePublished, useSite } from '../../api/hooks';
import type { FigureKind, Indicator } from '../../api/types';
import { Figure } from '../../figure/figure';
import { say } from '../../format';
import { useTitle } from '../../shell/heading';
import { Shown } from '../../shell/states';
import { useYear } from '../../shell/year';
import { useWords } from '../../words';

export default function EmbedPage({ id, figure }: { id: string; figure: string }) {
  const words = useWords();
  const { language, theme, get } = useAddress();
  const site = useSite();
  const year = useYear();
  const answer = usePublished<Indicator>(year ? `/indicators/${id}${query({ year })}` : null);
  useTitle(say(answer.data?.name, language));
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
  }, [language, theme]);
  return (
    <main className="embed">
      <Shown answer={answer}>
        {(indicator) => (
          <>
            <h1 className="embed__title">{say(indicator.name, language)}</h1>
            {site.data?.synthetic && <p className="embed__note">{words.synthetic}</p>}
            <Figure choice={{ indicator: id, figure: figure as FigureKind, year: year ?? indicator.year, kind: get('kind'), unit: get('unit') }} embedded />
            <p className="embed__note">
              <a href={`/indicator/${id}${query({ year, lang: language })}`} target="_top">
                {words.site}
              </a>
            </p>
          </>
        )}
      </Shown>
    </main>
  );
}
