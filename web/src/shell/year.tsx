import Select from '@helsenorge/designsystem-react/components/Select';
import { useAddress } from '../address';
import { useSite } from '../api/hooks';
import { useOnColor } from '../design/on_color';
import { useWords } from '../words';

// The year of the address bar; without one, the latest complete year.
export function useYear(): number | null {
  const asked = Number(useAddress().get('year'));
  const { data } = useSite();
  if (Number.isInteger(asked) && asked > 1900) return asked;
  return data?.year ?? null;
}

export function YearChoice({ years }: { years: number[] }) {
  const words = useWords();
  const { set } = useAddress();
  const year = useYear();
  const onColor = useOnColor();
  return (
    <Select label={words.year} selectId="year" onColor={onColor} value={String(year ?? '')} onChange={(event) => set({ year: event.target.value })} width={6}>
      {[...years].reverse().map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </Select>
  );
}
