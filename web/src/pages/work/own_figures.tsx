// The unit's own numbers as they stand, beside the work that makes them.
import { Link } from 'wouter';
import { useAddress } from '../../address';
import { useEvents } from '../../api/events';
import { useLive, usePublished, useSession, useSite } from '../../api/hooks';
import type { Unit, UnitPage } from '../../api/types';
import { say } from '../../format';
import { Section } from '../../shell/heading';
import { Shown } from '../../shell/states';
import { useWords } from '../../words';
import { UnitIndicators } from '../unit/unit_indicators';

function Figures({ unit, year }: { unit: string; year: string }) {
  const words = useWords();
  const { link } = useAddress();
  const answer = useLive<UnitPage>(`/units/${encodeURIComponent(unit)}?year=${year}`);
  useEvents(['published'], (name) => name === 'published' && void answer.mutate());
  return (
    <Shown answer={answer}>
      {(data) => (
        <>
          <UnitIndicators rows={data.indicators} />
          <p>
            <Link href={link(`/unit/${unit}`)}>{words.own_all}</Link>
          </p>
        </>
      )}
    </Shown>
  );
}

export function OwnFigures() {
  const words = useWords();
  const { language, get, set } = useAddress();
  const session = useSession();
  const site = useSite();
  const units = usePublished<{ units: Unit[] }>('/units');
  const own = session.data?.roles.find((role) => role.unit)?.unit ?? '';
  const chosen = get('own') ?? own;
  const year = get('year') ?? String(site.data?.year ?? '');
  const measured = (units.data?.units ?? []).filter((unit) => unit.measured !== false && !unit.closed);
  const names = measured.map((unit) => ({ id: unit.id, name: say(unit.name, language) })).sort((a, b) => a.name.localeCompare(b.name, 'nb'));
  return (
    <Section title={words.own_title}>
      <p className="muted">{words.own_lead}</p>
      <p className="own-unit">
        <label htmlFor="own-unit">{words.own_unit}</label>{' '}
        <select id="own-unit" value={chosen} onChange={(event) => set({ own: event.target.value || null })}>
          <option value="">{words.own_choose}</option>
          {names.map((unit) => (
            <option key={unit.id} value={unit.id}>
              {unit.name}
            </option>
          ))}
        </select>
      </p>
      {chosen && year && <Figures unit={chosen} year={year} />}
    </Section>
  );
}
