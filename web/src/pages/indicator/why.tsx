import { useAddress } from '../../address';
import type { Indicator } from '../../api/types';
import { count, say } from '../../format';
import { Section } from '../../shell/heading';
import { useWords } from '../../words';

// "Why this number": the inclusions and exclusions with counts, and the question as it was put to the database.
export function Why({ indicator, year }: { indicator: Indicator; year: number }) {
  const words = useWords();
  const { language } = useAddress();
  if (indicator.why.length === 0) return null;
  return (
    <Section id="why" title={`${words.whyNumber} (${year})`}>
      <p>{words.whyLead}</p>
      <table className="table table--steps">
        <thead>
          <tr>
            <th scope="col">{words.step}</th>
            <th scope="col" className="right">
              {words.remaining}
            </th>
          </tr>
        </thead>
        <tbody>
          {indicator.why.map((step) => (
            <tr key={step.id} className={step.leaves ? 'leaves' : ''}>
              <th scope="row">{say(step.name, language)}</th>
              <td className="right">
                {step.leaves && step.count > 0 ? '−\u2009' : ''}
                {count(step.count, language)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {indicator.sql && (
        <details>
          <summary>SQL</summary>
          <pre className="code" tabIndex={0}>
            {indicator.sql}
          </pre>
        </details>
      )}
    </Section>
  );
}
