import Select from '@helsenorge/designsystem-react/components/Select';
import { useAddress } from '../../address';
import { useSite } from '../../api/hooks';
import type { FigureKind, UnitPage } from '../../api/types';
import { useOnColor } from '../../design/on_color';
import { Figure } from '../../figure/figure';
import { say } from '../../format';
import { Section } from '../../shell/heading';
import { useWords } from '../../words';

// The unit's own control chart, or its trend where there is no chart.
export function OverTime({ unit }: { unit: UnitPage }) {
  const words = useWords();
  const { language, get, set } = useAddress();
  const site = useSite();
  const onColor = useOnColor();
  const briefs = site.data?.registers.flatMap((register) => register.indicators) ?? [];
  const figureOf = (id: string): FigureKind | undefined => {
    const figures = briefs.find((one) => one.id === id)?.figures ?? [];
    return figures.includes('spc') ? 'spc' : figures.find((one) => one === 'trend');
  };
  const drawable = unit.indicators.filter((one) => figureOf(one.id));
  const chosen = drawable.find((one) => one.id === get('indicator')) ?? drawable[0];
  const figure = chosen && figureOf(chosen.id);
  if (!chosen || !figure) return null;
  return (
    <Section title={words.overTime}>
      <Select label={words.indicator} selectId="indicator" onColor={onColor} value={chosen.id} onChange={(event) => set({ indicator: event.target.value })}>
        {drawable.map((one) => (
          <option key={one.id} value={one.id}>
            {say(one.name, language)}
          </option>
        ))}
      </Select>
      <Figure choice={{ indicator: chosen.id, figure, year: unit.year, kind: unit.kind, unit: unit.id }} />
    </Section>
  );
}
