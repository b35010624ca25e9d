// The registrar's workplace: what is most urgent, a form, an import. ?register=&key= opens a form, ?view=import an import.
import { Link } from 'wouter';
import { useAddress } from '../../address';
import { useLive, useSite } from '../../api/hooks';
import type { WorkItem, Worklist } from '../../api/work_types';
import { Heading, Section, useTitle } from '../../shell/heading';
import { Empty, Shown } from '../../shell/states';
import { number, say } from '../../format';
import { useWords, type Words } from '../../words';
import { Deliveries } from './deliveries';
import { ImportView } from './import_view';
import { NewRecord } from './new_record';
import { OwnFigures } from './own_figures';
import { RecordView } from './record_view';

const reasonWord: Record<WorkItem['reason'], keyof Words> = {
  unfinished: 'reasonUnfinished',
  warning: 'reasonWarning',
  reject: 'reasonReject',
  duplicate: 'reasonDuplicate',
  draft: 'reasonDraft',
};

function Due({ item }: { item: WorkItem }) {
  const words = useWords();
  if (item.days_left === null || item.days_left === undefined) return null;
  if (item.days_left < 0) return <strong className="bad">{words.overdue.replace('{n}', String(-item.days_left))}</strong>;
  return <span className={item.days_left < 7 ? 'warning' : 'muted'}>{words.daysLeft.replace('{n}', String(item.days_left))}</span>;
}

function Item({ item }: { item: WorkItem }) {
  const words = useWords();
  const { language, link } = useAddress();
  const site = useSite();
  const register = say(site.data?.registers.find((one) => one.id === item.register)?.short_name, language) || item.register;
  return (
    <li className={`work-item work-item--${item.reason}`}>
      <Link href={link('/work', { register: item.register, key: item.key })}>
        {register} {item.key}
      </Link>
      <span>{words[reasonWord[item.reason]]}</span>
      <span className="muted">
        {say(item.text, language)}{' '}
        {item.other && <Link href={link('/work', { register: item.register, key: item.other })}>{words.up_other}</Link>}
      </span>
      <Due item={item} />
    </li>
  );
}

const shownItems = 100;

function List() {
  const words = useWords();
  const { language } = useAddress();
  const answer = useLive<Worklist>('/worklist');
  return (
    <Section title={words.worklist}>
      <Shown answer={answer}>
        {({ items, unfinished, rejects }) => (
          <>
            {items.length === 0 && <Empty>{words.nothingToDo}</Empty>}
            {items.length > 0 && unfinished !== undefined && <p>{words.unfinishedForms.replace('{n}', number(unfinished, language))}</p>}
            <ul className="work-list">
              {items.slice(0, shownItems).map((item) => (
                <Item key={item.register + item.key + item.reason + (item.other ?? '')} item={item} />
              ))}
            </ul>
            <Deliveries rows={rejects ?? []} />
          </>
        )}
      </Shown>
    </Section>
  );
}

export default function WorkPage() {
  const words = useWords();
  const { get, link } = useAddress();
  useTitle(words.work);
  const register = get('register');
  const key = get('key');
  return (
    <article className="page">
      <Heading eyebrow={<Link href={link('/work')}>{words.worklist}</Link>}>{words.work}</Heading>
      {register && key ? (
        <RecordView key={register + key} register={register} recordKey={key} />
      ) : get('view') === 'import' ? (
        <ImportView />
      ) : (
        <>
          <NewRecord />
          <List />
          <OwnFigures />
        </>
      )}
    </article>
  );
}
