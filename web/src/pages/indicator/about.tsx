import { useAddress } from '../../address';
import { useSite } from '../../api/hooks';
import type { Indicator } from '../../api/types';
import { date } from '../../format';
import { Section } from '../../shell/heading';
import { useWords } from '../../words';

export function About({ indicator }: { indicator: Indicator }) {
  const words = useWords();
  const { language } = useAddress();
  const site = useSite();
  return (
    <Section id="about" title={words.about}>
      <dl className="pairs">
        <dt>{words.source}</dt>
        <dd>{indicator.source}</dd>
        {site.data?.data_date && (
          <>
            <dt>{words.dataFrom}</dt>
            <dd>{date(site.data.data_date, language)}</dd>
          </>
        )}
        <dt>{words.dataVersion}</dt>
        <dd>
          <code>{indicator.data_version}</code>
        </dd>
        <dt>{words.definitionVersion}</dt>
        <dd>
          <code>{indicator.definition_hash}</code>
        </dd>
      </dl>
    </Section>
  );
}
