// One register: its quality indicators and its background figures for the country.
import { useAddress } from '../../address';
import { query } from '../../api/client';
import { usePublished, useSite } from '../../api/hooks';
import type { National } from '../../api/types';
import { SignLegend } from '../../design/level';
import { say } from '../../format';
import { Heading, Section, useTitle } from '../../shell/heading';
import { Empty, NotFound, Shown } from '../../shell/states';
import { useYear, YearChoice } from '../../shell/year';
import { useWords } from '../../words';
import { isQuality, NationalTable } from '../front/register_card';

export default function RegisterPage({ id }: { id: string }) {
  const words = useWords();
  const { language } = useAddress();
  const site = useSite();
  const year = useYear();
  const national = usePublished<National>(year ? `/national${query({ year })}` : null);
  const register = site.data?.registers.find((one) => one.id === id);
  const name = say(register?.name, language);
  useTitle(name);
  if (site.data && !register) return <NotFound />;
  return (
    <article className="page">
      <div className="page__top">
        <Heading eyebrow={words.register}>{name}</Heading>
        <YearChoice years={site.data?.years ?? []} />
      </div>
      <Shown answer={national}>
        {(data) => {
          const rows = data.indicators.filter((row) => row.register === id);
          const quality = rows.filter(isQuality);
          const background = rows.filter((row) => !isQuality(row));
          return (
            <>
              {rows.length === 0 && <Empty>{words.noFigures}</Empty>}
              {quality.length > 0 && (
                <Section title={words.quality}>
                  <NationalTable rows={quality} caption={words.quality} />
                </Section>
              )}
              {background.length > 0 && (
                <Section title={words.background}>
                  <NationalTable rows={background} caption={words.background} />
                </Section>
              )}
            </>
          );
        }}
      </Shown>
      <SignLegend />
    </article>
  );
}
