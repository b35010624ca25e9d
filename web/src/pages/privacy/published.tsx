import { useAddress } from '../../address';
import { useLive, useSite } from '../../api/hooks';
import type { PublishedProof } from '../../api/privacy_types';
import { type Column, Rows } from '../../design/rows';
import { count, say } from '../../format';
import { Section } from '../../shell/heading';
import { Shown } from '../../shell/states';
import { useWords } from '../../words';

type Row = PublishedProof['registers'][number];

export function PublishedView() {
  const words = useWords();
  const { language } = useAddress();
  const site = useSite();
  const answer = useLive<PublishedProof>('/privacy/published');
  const name = (id: string) => say(site.data?.registers.find((one) => one.id === id)?.name, language) || id;
  const columns: Column<Row>[] = [
    { id: 'register', title: words.register, cell: (row) => name(row.register) },
    { id: 'cells', title: words.cells, right: true, cell: (row) => count(row.cells, language) },
    { id: 'masked', title: words.maskedCells, right: true, cell: (row) => count(row.masked, language) },
    { id: 'safe', title: words.verdict, cell: (row) => <strong className={row.safe ? 'good' : 'bad'}>{row.safe ? words.cannotDerive : words.canDerive}</strong> },
  ];
  return (
    <Section title={words.publishedProof}>
      <p className="measure">{words.publishedLead}</p>
      <Shown answer={answer}>
        {(data) => (
          <>
            <Rows caption={words.publishedProof} columns={columns} rows={data.registers} name={(row) => row.register} />
            <p className="muted">
              {words.dataVersion} <code>{data.data_version}</code>
            </p>
          </>
        )}
      </Shown>
    </Section>
  );
}
