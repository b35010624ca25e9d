import { useAddress } from '../../address';
import { useLive } from '../../api/hooks';
import type { Chain, Verification } from '../../api/privacy_types';
import { Action } from '../../design/action';
import { type Column, Rows } from '../../design/rows';
import { count } from '../../format';
import { Section } from '../../shell/heading';
import { Shown } from '../../shell/states';
import { useWords, type Words } from '../../words';

function chainName(id: string, words: Words): string {
  return (words as unknown as Record<string, string>)[`chain_${id}`] ?? id;
}

export function VerifyView() {
  const words = useWords();
  const { language } = useAddress();
  const answer = useLive<Verification>('/privacy/verify');
  const columns: Column<Chain>[] = [
    { id: 'id', title: words.chain, cell: (row) => chainName(row.id, words) },
    { id: 'ok', title: words.verdict, cell: (row) => <strong className={row.ok ? 'good' : 'bad'}>{row.ok ? words.chainHolds : words.chainBroken}</strong> },
    { id: 'entries', title: words.n, right: true, cell: (row) => count(row.entries, language) },
    { id: 'head', title: words.head, cell: (row) => <code className="hash">{row.head}</code> },
    { id: 'reason', title: words.reason, cell: (row) => row.reason ?? '' },
  ];
  return (
    <Section title={words.verify}>
      <p>{words.verifyLead}</p>
      <Action variant="outline" onClick={() => void answer.mutate()}>
        {words.verifyAgain}
      </Action>
      <Shown answer={answer}>{(data) => <Rows caption={words.verify} columns={columns} rows={data.chains} name={(row) => row.id} />}</Shown>
    </Section>
  );
}
