// The figures of an indicator, one at a time; the choice stands in the address.
import Select from '@helsenorge/designsystem-react/components/Select';
import { useAddress } from '../../address';
import { useSite } from '../../api/hooks';
import type { FigureKind, Indicator, Measurements } from '../../api/types';
import { useOnColor } from '../../design/on_color';
import { Figure, type FigureChoice } from '../../figure/figure';
import { say } from '../../format';
import { Section } from '../../shell/heading';
import { useWords, type Words } from '../../words';
import { Downloads } from './downloads';

export const figureWord: Record<FigureKind, keyof Words> = {
  units: 'figureUnits',
  funnel: 'figureFunnel',
  spc: 'figureSpc',
  trend: 'figureTrend',
  boxes: 'figureBoxes',
};

export function chosenFigure(asked: string | null, available: FigureKind[]): FigureKind | undefined {
  return available.find((one) => one === asked) ?? available[0];
}

const ofOneUnit: FigureKind[] = ['spc', 'trend'];

function Tabs({ available, chosen }: { available: FigureKind[]; chosen: FigureKind }) {
  const words = useWords();
  const { set } = useAddress();
  return (
    <div className="tabs" role="group" aria-label={words.chooseFigure}>
      {available.map((figure) => (
        <button key={figure} type="button" className="tab" aria-pressed={figure === chosen} onClick={() => set({ figure })}>
          {words[figureWord[figure]]}
        </button>
      ))}
    </div>
  );
}

interface Choices {
  indicator: Indicator;
  kind: string;
  measurements: Measurements | undefined;
  figure: FigureKind;
}

function KindChoice({ indicator, kind }: Choices) {
  const words = useWords();
  const { language, set } = useAddress();
  const site = useSite();
  const onColor = useOnColor();
  const kinds = site.data?.unit_kinds.filter((one) => indicator.unit_kinds.includes(one.id)) ?? [];
  if (kinds.length < 2) return null;
  return (
    <Select label={words.kind} selectId="kind" onColor={onColor} value={kind} onChange={(event) => set({ kind: event.target.value, unit: null })}>
      {kinds.map((one) => (
        <option key={one.id} value={one.id}>
          {say(one.name, language)}
        </option>
      ))}
    </Select>
  );
}

function UnitChoice({ measurements, figure }: Choices) {
  const words = useWords();
  const { language, get, set } = useAddress();
  const onColor = useOnColor();
  if (!ofOneUnit.includes(figure)) return null;
  return (
    <Select label={words.chooseUnit} selectId="unit" onColor={onColor} value={get('unit') ?? ''} onChange={(event) => set({ unit: event.target.value })}>
      <option value="">{words.wholeCountry}</option>
      {measurements?.measurements
        .filter((one) => one.kind !== 'nation')
        .map((one) => (
          <option key={one.unit} value={one.unit}>
            {say(one.name, language)}
          </option>
        ))}
    </Select>
  );
}

interface FiguresProperties {
  indicator: Indicator;
  year: number;
  kind: string;
  measurements: Measurements | undefined;
}

export function Figures({ indicator, year, kind, measurements }: FiguresProperties) {
  const words = useWords();
  const { get } = useAddress();
  const figure = chosenFigure(get('figure'), indicator.figures);
  if (!figure) return null;
  const unit = ofOneUnit.includes(figure) ? get('unit') : null;
  const choice: FigureChoice = { indicator: indicator.id, figure, year, kind, unit };
  const choices = { indicator, kind, measurements, figure };
  return (
    <Section id="figures" title={words.figures}>
      <Tabs available={indicator.figures} chosen={figure} />
      <div className="choices">
        <KindChoice {...choices} />
        <UnitChoice {...choices} />
      </div>
      <Figure choice={choice} />
      <Downloads choice={choice} />
    </Section>
  );
}
