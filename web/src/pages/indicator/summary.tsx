import { useAddress } from '../../address';
import { query } from '../../api/client';
import { usePublished } from '../../api/hooks';
import type { Indicator, National } from '../../api/types';
import { Level, Trend } from '../../design/level';
import { count, say } from '../../format';
import { useWords } from '../../words';

// The country's number in large type, with what it is to be held against.
export function Summary({ indicator, year }: { indicator: Indicator; year: number }) {
  const words = useWords();
  const { language } = useAddress();
  const national = usePublished<National>(`/national${query({ year })}`);
  const row = national.data?.indicators.find((one) => one.id === indicator.id);
  const measurement = indicator.measurement;
  if (!measurement) return <p className="empty">{words.noFigures}</p>;
  return (
    <dl className="facts">
      <div className="facts__main">
        <dt>
          {say(measurement.name, language)} {year}
        </dt>
        <dd>{say(measurement.text, language)}</dd>
      </div>
      <div>
        <dt>{words.interval95}</dt>
        <dd>{say(measurement.interval, language) || '–'}</dd>
      </div>
      <div>
        <dt>{words.n}</dt>
        <dd>{say(measurement.events, language) || count(measurement.n, language)}</dd>
      </div>
      <div>
        <dt>{words.goal}</dt>
        <dd>{indicator.goal ? say(indicator.goal.text, language) : '–'}</dd>
      </div>
      <div>
        <dt>{words.level}</dt>
        <dd>
          <Level level={measurement.level} words />
        </dd>
      </div>
      <div>
        <dt>{words.trend}</dt>
        <dd>
          <Trend direction={row?.trend} />
        </dd>
      </div>
    </dl>
  );
}
