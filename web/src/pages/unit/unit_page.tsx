// One unit: what stands out, all its indicators beside the country, and its own development.
import { Link } from 'wouter';
import { useAddress } from '../../address';
import { query } from '../../api/client';
import { usePublished, useSite } from '../../api/hooks';
import type { Unit, UnitIndicator, UnitPage as UnitAnswer } from '../../api/types';
import { SignLegend } from '../../design/level';
import { say } from '../../format';
import { Heading, Section, useTitle } from '../../shell/heading';
import { Empty, Shown } from '../../shell/states';
import { useYear, YearChoice } from '../../shell/year';
import { useWords } from '../../words';
import { OverTime } from './over_time';
import { StandsOut } from './stands_out';
import { UnitIndicators } from './unit_indicators';

function Path({ above }: { above: Unit[] }) {
  const { language, link } = useAddress();
  return (
    <>
      {[...above].reverse().map((unit) => (
        <span key={unit.id}>
          <Link href={link(`/unit/${unit.id}`)}>{say(unit.name, language)}</Link>
          <span aria-hidden="true"> / </span>
        </span>
      ))}
    </>
  );
}

function Below({ units }: { units: Unit[] }) {
  const words = useWords();
  const { language, link } = useAddress();
  if (units.length === 0) return null;
  return (
    <Section title={words.units} className="no-print">
      <ul className="columns">
        {units.map((unit) => (
          <li key={unit.id}>
            <Link href={link(`/unit/${unit.id}`)}>{say(unit.name, language)}</Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function byRegister(indicators: UnitIndicator[]): Map<string, UnitIndicator[]> {
  const groups = new Map<string, UnitIndicator[]>();
  const withNumbers = indicators.filter((one) => one.measurement.masked || (one.measurement.value !== null && one.measurement.value !== undefined));
  for (const one of withNumbers) groups.set(one.register, [...(groups.get(one.register) ?? []), one]);
  return groups;
}

function Content({ unit }: { unit: UnitAnswer }) {
  const words = useWords();
  const { language } = useAddress();
  const site = useSite();
  if (unit.indicators.length === 0) return <Empty>{words.noFigures}</Empty>;
  return (
    <>
      <StandsOut unit={unit} />
      {[...byRegister(unit.indicators)].map(([id, rows]) => (
        <Section key={id} title={say(site.data?.registers.find((one) => one.id === id)?.name, language) || id} className="breakable">
          <UnitIndicators rows={rows} />
        </Section>
      ))}
      <OverTime unit={unit} />
    </>
  );
}

export default function UnitPage({ id }: { id: string }) {
  const { language } = useAddress();
  const site = useSite();
  const year = useYear();
  const answer = usePublished<UnitAnswer>(year ? `/units/${id}${query({ year })}` : null);
  useTitle(say(answer.data?.name, language));
  return (
    <article className="page">
      <Shown answer={answer}>
        {(unit) => (
          <>
            <div className="page__top">
              <Heading eyebrow={<Path above={unit.above} />}>{say(unit.name, language)}</Heading>
              <YearChoice years={site.data?.years ?? []} />
            </div>
            <p className="muted">{say(site.data?.unit_kinds.find((kind) => kind.id === unit.kind)?.name, language)}</p>
            <Content unit={unit} />
            <Below units={unit.below} />
            <SignLegend />
          </>
        )}
      </Shown>
    </article>
  );
}
