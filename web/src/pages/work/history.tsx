import { useAddress } from '../../address';
import { useLive } from '../../api/hooks';
import type { Form, Versions } from '../../api/work_types';
import { instant, say } from '../../format';
import { Section } from '../../shell/heading';
import { Shown } from '../../shell/states';
import { useWords } from '../../words';

function shown(value: unknown): string {
  return value === null || value === undefined || value === '' ? '–' : String(value);
}

// Who changed what, newest first.
export function History({ path, form, version }: { path: string; form: Form; version: number }) {
  const words = useWords();
  const { language } = useAddress();
  const answer = useLive<Versions>(`${path}/versions`, 0, version);
  const label = (name: string) => say(form.variables.find((one) => one.name === name)?.label, language) || name;
  return (
    <Section title={words.history}>
      <Shown answer={answer}>
        {({ versions }) => (
          <ol className="timeline" reversed>
            {[...versions].sort((a, b) => b.version - a.version).map((one) => (
              <li key={one.version}>
                <time dateTime={one.recorded}>{instant(one.recorded, language)}</time> <strong>{one.recorded_by ?? one.source}</strong>{one.recorded_by && <small> {words[one.source === 'form' ? 'source_of_form' : 'source_of_upload']}</small>}
                <ul>
                  {one.changes.map((change) => (
                    <li key={change.variable}>
                      {label(change.variable)}: <del>{shown(change.before)}</del> <ins>{shown(change.after)}</ins>
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        )}
      </Shown>
    </Section>
  );
}
