// The plan in words and fields: everything that can be done on the map can be done here by keyboard.
import Select from '@helsenorge/designsystem-react/components/Select';
import { useAddress } from '../../address';
import type { Scenarios } from '../../api/plan_types';
import { useOnColor } from '../../design/on_color';
import { say } from '../../format';
import { useWords } from '../../words';
import { type Plan, toggled } from './plan';

interface Properties {
  data: Scenarios;
  plan: Plan;
  base: string;
  change: (plan: Plan) => void;
}

function Scenario({ data, plan, base, change }: Properties) {
  const words = useWords();
  const { language } = useAddress();
  const onColor = useOnColor();
  const options = data.scenarios.map((one) => (
    <option key={one.id} value={one.id}>
      {say(one.name, language)} ({one.year})
    </option>
  ));
  return (
    <>
      <Select label={words.planBase} selectId="plan-base" onColor={onColor} value={base} onChange={(event) => change({ ...plan, base: event.target.value })}>
        {options}
      </Select>
      <Select label={words.planWith} selectId="plan-with" onColor={onColor} value={plan.with} onChange={(event) => change({ ...plan, with: event.target.value })}>
        <option value="">{words.ownPlan}</option>
        {options}
      </Select>
    </>
  );
}

export function PlanChoices(properties: Properties) {
  const words = useWords();
  const { language } = useAddress();
  const onColor = useOnColor();
  const { data, plan, change } = properties;
  return (
    <div className="plan-form">
      <Scenario {...properties} />
      {plan.with === '' && (
        <>
          <Select label={words.year} selectId="plan-year" onColor={onColor} value={String(plan.year ?? '')} onChange={(event) => change({ ...plan, year: Number(event.target.value) || null })}>
            <option value="">{words.asBase}</option>
            {data.years?.map((year) => (
              <option key={year} value={year}>
                {year}
              </option>
            ))}
          </Select>
          {data.projects?.map((project) => (
            <label key={project.id}>
              <input type="checkbox" checked={plan.open.includes(project.id)} onChange={() => change({ ...plan, open: toggled(plan.open, project.id) })} /> {words.openRoad}: {say(project.name, language)}
            </label>
          ))}
        </>
      )}
    </div>
  );
}
