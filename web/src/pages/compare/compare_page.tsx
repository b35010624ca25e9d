// Units of one kind side by side, in one indicator; the choice stands in the address: ?indicator=&kind=&units=a,b
import Select from '@helsenorge/designsystem-react/components/Select';
import { useAddress } from '../../address';
import { query } from '../../api/client';
import { usePublished, useSite } from '../../api/hooks';
import type { IndicatorBrief, Measurements, Site } from '../../api/types';
import { useOnColor } from '../../design/on_color';
import { Figure } from '../../figure/figure';
import { say } from '../../format';
import { Heading, Section, useTitle } from '../../shell/heading';
import { Empty, Shown } from '../../shell/states';
import { useYear, YearChoice } from '../../shell/year';
import { useWords } from '../../words';
import { UnitTable } from '../indicator/unit_table';

function IndicatorChoice({ site, chosen }: { site: Site; chosen: IndicatorBrief }) {
  const words = useWords();
  const { language, set } = useAddress();
  const onColor = useOnColor();
  return (
    <Select label={words.indicator} selectId="indicator" onColor={onColor} value={chosen.id} onChange={(event) => set({ indicator: event.target.value, kind: null, units: null })}>
      {site.registers.map((register) => (
        <optgroup key={register.id} label={say(register.name, language)}>
          {register.indicators.map((one) => (
            <option key={one.id} value={one.id}>
              {say(one.name, language)}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}

function KindChoice({ site, kinds, kind }: { site: Site; kinds: string[]; kind: string }) {
  const words = useWords();
  const { language, set } = useAddress();
  const onColor = useOnColor();
  return (
    <Select label={words.kind} selectId="kind" onColor={onColor} value={kind} onChange={(event) => set({ kind: event.target.value, units: null })}>
      {site.unit_kinds
        .filter((one) => kinds.includes(one.id))
        .map((one) => (
          <option key={one.id} value={one.id}>
            {say(one.name, language)}
          </option>
        ))}
    </Select>
  );
}

function UnitChips({ data, chosen }: { data: Measurements; chosen: string[] }) {
  const words = useWords();
  const { language, set } = useAddress();
  const onColor = useOnColor();
  const choose = (units: string[]) => set({ units: units.join(',') });
  const rest = data.measurements.filter((row) => !chosen.includes(row.unit));
  return (
    <div className="chips">
      <Select label={words.addUnit} selectId="add-unit" onColor={onColor} value="" onChange={(event) => choose([...chosen, event.target.value])}>
        <option value="">{words.chooseUnit}</option>
        {rest.map((row) => (
          <option key={row.unit} value={row.unit}>
            {say(row.name, language)}
          </option>
        ))}
      </Select>
      <ul>
        {data.measurements
          .filter((row) => chosen.includes(row.unit))
          .map((row) => (
            <li key={row.unit}>
              <button type="button" className="chip" onClick={() => choose(chosen.filter((unit) => unit !== row.unit))}>
                {say(row.name, language)} <span aria-hidden="true">×</span>
                <span className="hidden">{words.remove}</span>
              </button>
            </li>
          ))}
      </ul>
    </div>
  );
}

function Side({ data, chosen, indicator, year }: { data: Measurements; chosen: string[]; indicator: IndicatorBrief; year: number }) {
  const words = useWords();
  const { language } = useAddress();
  const rows = data.measurements.filter((row) => chosen.includes(row.unit));
  const figure = indicator.figures.includes('spc') ? 'spc' : indicator.figures.find((one) => one === 'trend');
  if (rows.length === 0) return <Empty>{words.compareEmpty}</Empty>;
  return (
    <>
      <UnitTable data={{ ...data, measurements: data.national && !chosen.includes(data.national.unit) ? [...rows, data.national] : rows }} />
      {figure && (
        <div className="side-by-side">
          {rows.map((row) => (
            <Section key={row.unit} title={say(row.name, language)}>
              <Figure choice={{ indicator: indicator.id, figure, year, kind: data.kind, unit: row.unit }} />
            </Section>
          ))}
        </div>
      )}
    </>
  );
}

function Comparison({ site }: { site: Site }) {
  const { get } = useAddress();
  const year = useYear() ?? site.year;
  const all = site.registers.flatMap((register) => register.indicators);
  const indicator = all.find((one) => one.id === get('indicator')) ?? all.find((one) => one.figures.includes('spc')) ?? all[0];
  const kinds = indicator?.unit_kinds.filter((kind) => kind !== 'nation') ?? [];
  const kind = kinds.find((one) => one === get('kind')) ?? kinds[0];
  const measured = usePublished<Measurements>(indicator && kind ? `/indicators/${indicator.id}/measurements${query({ year, kind })}` : null);
  if (!indicator || !kind) return null;
  const chosen = (get('units') ?? '').split(',').filter(Boolean);
  return (
    <>
      <div className="choices">
        <IndicatorChoice site={site} chosen={indicator} />
        <KindChoice site={site} kinds={kinds} kind={kind} />
        <YearChoice years={indicator.years} />
      </div>
      <Shown answer={measured}>
        {(data) => (
          <>
            <UnitChips data={data} chosen={chosen} />
            <Side data={data} chosen={chosen} indicator={indicator} year={year} />
          </>
        )}
      </Shown>
    </>
  );
}

export default function ComparePage() {
  const words = useWords();
  const site = useSite();
  useTitle(words.compare);
  return (
    <article className="page">
      <Heading>{words.compare}</Heading>
      <p className="lead">{words.compareLead}</p>
      <Shown answer={site}>{(data) => <Comparison site={data} />}</Shown>
    </article>
  );
}
