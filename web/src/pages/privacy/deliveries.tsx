import { useAddress } from '../../address';
import { useLive } from '../../api/hooks';
import type { Deliveries } from '../../api/privacy_types';
import { type Column, Rows } from '../../design/rows';
import { count, instant } from '../../format';
import { Section } from '../../shell/heading';
import { Shown } from '../../shell/states';
import { useWords } from '../../words';

type Delivery = Deliveries['deliveries'][number];

export function DeliveriesView() {
  const words = useWords();
  const { language } = useAddress();
  const answer = useLive<Deliveries>('/privacy/deliveries');
  const columns: Column<Delivery>[] = [
    { id: 'recorded', title: words.time, cell: (row) => instant(row.recorded, language) },
    { id: 'actor', title: words.who, cell: (row) => row.actor ?? '' },
    { id: 'subject', title: words.what, cell: (row) => row.subject },
    { id: 'purpose', title: words.purpose, cell: (row) => row.purpose ?? '' },
    { id: 'hits', title: words.rowsGiven, right: true, cell: (row) => count(row.hits, language) },
  ];
  return (
    <Section title={words.deliveries}>
      <Shown answer={answer}>
        {(data) => <Rows caption={words.deliveries} columns={columns} rows={data.deliveries} name={(row, place) => row.recorded + String(place)} />}
      </Shown>
    </Section>
  );
}
