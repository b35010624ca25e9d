// A figure of the server's, drawn from its Vega-Lite specification. The chart code is fetched when a figure is in view.
import { useEffect, useRef, useState } from 'react';
import { useAddress } from '../address';
import { query } from '../api/client';
import { usePublished } from '../api/hooks';
import type { FigureAnswer, FigureKind } from '../api/types';
import { Failure, Loading } from '../shell/states';
import { useWords } from '../words';
import { specOf } from './spec';

export interface FigureChoice {
  indicator: string;
  figure: FigureKind;
  year: number;
  kind?: string | null | undefined;
  unit?: string | null | undefined;
}

export function figurePath(choice: FigureChoice, language: string, theme: string, ending = ''): string {
  const { indicator, figure, year, kind, unit } = choice;
  return `/indicators/${indicator}/figures/${figure}${ending}${query({ year, kind, unit, lang: language, theme })}`;
}

// The width there is for a picture.
function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [place, width];
}

function Drawn({ answer, night }: { answer: FigureAnswer; night: boolean }) {
  const words = useWords();
  const [place, width] = useWidth();
  const target = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const [ready, setReady] = useState(false);
  const room = Math.round(width / 24) * 24; // a scroll bar that comes and goes draws nothing anew
  useEffect(() => {
    const element = target.current;
    if (!element || room === 0) return;
    let end: (() => void) | null = null;
    let left = false;
    import('./draw')
      .then(({ draw }) => draw(element, answer.spec, width, night))
      .then((finish) => {
        if (left) finish();
        else end = finish;
        setReady(true);
      })
      .catch(() => setFailed(true));
    return () => {
      left = true;
      end?.();
    };
    // eslint-disable-next-line -- `width` is followed in steps
  }, [answer, night, room]);
  return (
    <div ref={place} className="figure__place" tabIndex={0} role="group" aria-label={answer.title || words.chart}>
      {failed && <p className="empty">{words.chartFailed}</p>}
      {!ready && !failed && <Loading />}
      <div role="img" aria-label={answer.alt} className="figure__drawing" data-ready={ready}>
        <div ref={target} aria-hidden="true" />
      </div>
    </div>
  );
}

export function Figure({ choice, embedded = false }: { choice: FigureChoice; embedded?: boolean }) {
  const words = useWords();
  const { language, theme } = useAddress();
  const answer = usePublished<unknown>(figurePath(choice, language, theme));
  if (answer.error?.status === 404) return <p className="empty">{words.noFigures}</p>;
  if (answer.error) return <Failure error={answer.error} again={() => void answer.mutate()} />;
  const figure = specOf(answer.data);
  if (!figure) return <Loading />;
  return (
    <figure className="figure">
      <Drawn answer={figure} night={theme === 'night'} />
      {!embedded && (figure.legend || figure.alt) && (
        <figcaption>
          {figure.legend && <p>{figure.legend}</p>}
          {figure.alt && (
            <details>
              <summary>{words.figureInWords}</summary>
              <p>{figure.alt}</p>
            </details>
          )}
        </figcaption>
      )}
    </figure>
  );
}
