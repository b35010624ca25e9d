// One indicator: the country's number, its figures, every unit, what is measured and why the number is what it is.
import { Link } from 'wouter';
import { useAddress } from '../../address';
import { query } from '../../api/client';
import { usePublished, useSite } from '../../api/hooks';
import type { Indicator, Measurements } from '../../api/types';
import { SignLegend } from '../../design/level';
import { say } from '../../format';
import { Heading, Section, useTitle } from '../../shell/heading';
import { Shown } from '../../shell/states';
import { useYear, YearChoice } from '../../shell/year';
import { useWords } from '../../words';
import { About } from './about';
import { Figures } from './figures';
import { Summary } from './summary';
import { UnitTable } from './unit_table';
import { Why } from './why';

function Content({ indicator, year }: { indicator: Indicator; year: number }) {
  const words = useWords();
  const { language, get } = useAddress();
  const site = useSite();
  const asked = get('kind');
  const kind = asked && indicator.unit_kinds.includes(asked) ? asked : (indicator.unit_kinds[0] ?? '');
  const measured = usePublished<Measurements>(`/indicators/${indicator.id}/measurements${query({ year, kind })}`);
  const plural = say(site.data?.unit_kinds.find((one) => one.id === kind)?.plural, language);
  return (
    <>
      <Summary indicator={indicator} year={year} />
      <Figures indicator={indicator} year={year} kind={kind} measurements={measured.data} />
      <Section id="table" title={plural || words.table} className="breakable">
        <Shown answer={measured}>{(data) => <UnitTable data={data} />}</Shown>
        <SignLegend />
      </Section>
      <Section id="definition" title={words.definition}>
        <p className="measure">{say(indicator.description, language)}</p>
        <p className="measure preserve">{say(indicator.definition, language)}</p>
      </Section>
      <Why indicator={indicator} year={year} />
      <About indicator={indicator} />
    </>
  );
}

export default function IndicatorPage({ id }: { id: string }) {
  const words = useWords();
  const { language, link } = useAddress();
  const site = useSite();
  const year = useYear();
  const answer = usePublished<Indicator>(year ? `/indicators/${id}${query({ year })}` : null);
  const name = say(answer.data?.name, language);
  const register = site.data?.registers.find((one) => one.id === answer.data?.register);
  useTitle(name);
  return (
    <article className="page">
      <Shown answer={answer}>
        {(indicator) => (
          <>
            <div className="page__top">
              <Heading eyebrow={register ? <Link href={link(`/register/${register.id}`)}>{say(register.name, language)}</Link> : words.indicator}>{name}</Heading>
              <YearChoice years={indicator.years} />
            </div>
            <Content indicator={indicator} year={year ?? indicator.year} />
          </>
        )}
      </Shown>
    </article>
  );
}
