// The national state of every register at a glance.
import { useAddress } from '../../address';
import { usePublished, useSite } from '../../api/hooks';
import type { National, Site } from '../../api/types';
import { query } from '../../api/client';
import { SignLegend } from '../../design/level';
import { UnitSearch } from '../../design/unit_search';
import { Heading, useTitle } from '../../shell/heading';
import { Shown } from '../../shell/states';
import { useYear, YearChoice } from '../../shell/year';
import { useWords } from '../../words';
import { RegisterCard } from './register_card';

function Registers({ site, national }: { site: Site; national: National }) {
  return (
    <div className="cards">
      {site.registers.map((register) => {
        const rows = national.indicators.filter((row) => row.register === register.id);
        return rows.length > 0 ? <RegisterCard key={register.id} register={register} rows={rows} /> : null;
      })}
    </div>
  );
}

export function FrontPage() {
  const words = useWords();
  const { language } = useAddress();
  const site = useSite();
  const year = useYear();
  const national = usePublished<National>(year ? `/national${query({ year })}` : null);
  useTitle('');
  return (
    <article className="page" lang={language}>
      <div className="front">
        <div>
          <Heading eyebrow={words.tagline}>{words.frontTitle}</Heading>
          <p className="lead">{words.frontLead}</p>
        </div>
        <div className="front__choices">
          <UnitSearch kinds={site.data?.unit_kinds ?? []} />
          <YearChoice years={site.data?.years ?? []} />
        </div>
      </div>
      <Shown answer={site}>{(known) => <Shown answer={national}>{(data) => <Registers site={known} national={data} />}</Shown>}</Shown>
      <SignLegend />
    </article>
  );
}
