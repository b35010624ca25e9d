// What differs, from the country or from before, and how sure that is. The findings are the server's.
import { Link } from 'wouter';
import { useAddress } from '../../address';
import type { UnitIndicator, UnitPage } from '../../api/types';
import { say } from '../../format';
import { Section } from '../../shell/heading';
import { useWords, type Words } from '../../words';

interface Finding {
  indicator: UnitIndicator;
  good: boolean;
  word: keyof Words;
  sure: keyof Words;
}

export function findingsOf(one: UnitIndicator): Finding[] {
  const findings: Finding[] = [];
  const { funnel, shift } = one.stands_out;
  if (funnel) findings.push({ indicator: one, good: funnel === 'better', word: funnel === 'better' ? 'funnelBetter' : 'funnelWorse', sure: 'sureFunnel' });
  if (shift) findings.push({ indicator: one, good: shift === 'better', word: shift === 'better' ? 'shiftBetter' : 'shiftWorse', sure: 'sureShift' });
  if (one.trend === 'better' || one.trend === 'worse') {
    findings.push({ indicator: one, good: one.trend === 'better', word: one.trend, sure: one.trend_certain ? 'sureChange' : 'unsureChange' });
  }
  return findings;
}

function Item({ finding }: { finding: Finding }) {
  const words = useWords();
  const { language, link } = useAddress();
  const { indicator, good, word, sure } = finding;
  return (
    <li className={good ? 'finding finding--better' : 'finding finding--worse'}>
      <Link href={link(`/indicator/${indicator.id}`, { kind: indicator.measurement.kind })}>{say(indicator.name, language)}</Link>
      {': '}
      <strong>{say(indicator.measurement.text, language)}</strong> <span>{words[word].charAt(0).toLocaleLowerCase(language) + words[word].slice(1)}.</span> <small>{words[sure]}</small>
    </li>
  );
}

export function StandsOut({ unit }: { unit: UnitPage }) {
  const words = useWords();
  const findings = unit.indicators.flatMap(findingsOf);
  return (
    <Section title={words.standsOut}>
      {findings.length === 0 ? (
        <p>{words.nothingStandsOut}</p>
      ) : (
        <ul className="findings">
          {findings.map((finding) => (
            <Item key={finding.indicator.id + finding.word} finding={finding} />
          ))}
        </ul>
      )}
    </Section>
  );
}
