import { useAddress } from '../../address';
import { usePublished } from '../../api/hooks';
import type { Report } from '../../api/types';
import { number, say } from '../../format';
import { Heading, useTitle } from '../../shell/heading';
import { Empty, Shown } from '../../shell/states';
import { useWords } from '../../words';

export default function ReportsPage() {
  const words = useWords();
  const { language } = useAddress();
  const answer = usePublished<{ reports: Report[] }>('/reports');
  useTitle(words.reports);
  return (
    <article className="page">
      <Heading>{words.reports}</Heading>
      <p className="lead">{words.reportsLead}</p>
      <Shown answer={answer}>
        {({ reports }) =>
          reports.length === 0 ? (
            <Empty>{words.noReports}</Empty>
          ) : (
            <ul className="report-list">
              {reports.map((report) => (
                <li key={report.name}>
                  <a href={report.href}>{say(report.title, language) || report.name}</a>{' '}
                  <small>
                    {report.format.toUpperCase()}, {number(report.bytes / 1024, language)} kB
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </article>
  );
}
