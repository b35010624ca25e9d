import Title from '@helsenorge/designsystem-react/components/Title';
import { Link } from 'wouter';
import { useAddress } from '../../address';
import { usePublished, useSite } from '../../api/hooks';
import type { Unit } from '../../api/types';
import { UnitSearch } from '../../design/unit_search';
import { say } from '../../format';
import { Heading, useTitle } from '../../shell/heading';
import { Shown } from '../../shell/states';
import { useWords } from '../../words';

export default function UnitsPage() {
  const words = useWords();
  const { language, link } = useAddress();
  const site = useSite();
  const units = usePublished<{ units: Unit[] }>('/units');
  useTitle(words.units);
  const kinds = site.data?.unit_kinds ?? [];
  const name = (unit: Unit) => say(unit.name, language);
  return (
    <article className="page">
      <Heading>{words.units}</Heading>
      <p className="lead">{words.unitsLead}</p>
      <UnitSearch kinds={kinds} />
      <Shown answer={units}>
        {(data) => (
          <>
            {kinds.map((kind) => {
              const own = data.units.filter((unit) => unit.kind === kind.id && unit.measured !== false).sort((a, b) => name(a).localeCompare(name(b), language));
              if (own.length === 0) return null;
              return (
                <details key={kind.id} className="unit-kind" open={own.length <= 30}>
                  <summary>
                    <Title htmlMarkup="h2" appearance="title5" margin={0}>
                      {say(kind.plural, language)} ({own.length})
                    </Title>
                  </summary>
                  <ul className="columns">
                    {own.map((unit) => (
                      <li key={unit.id}>
                        <Link href={link(`/unit/${unit.id}`)}>{name(unit)}</Link>
                      </li>
                    ))}
                  </ul>
                </details>
              );
            })}
          </>
        )}
      </Shown>
    </article>
  );
}
