// The data protection officer: who looked at a person, what was given out, do the chains hold, what is published.
import { useAddress } from '../../address';
import { useTitle, Heading } from '../../shell/heading';
import { useWords, type Words } from '../../words';
import { AccessLogView } from './access_log';
import { DeliveriesView } from './deliveries';
import { PublishedView } from './published';
import { VerifyView } from './verify';

const views = { log: AccessLogView, deliveries: DeliveriesView, verify: VerifyView, published: PublishedView };
type View = keyof typeof views;
const titles: Record<View, keyof Words> = { log: 'accessLog', deliveries: 'deliveries', verify: 'verify', published: 'publishedProof' };

export default function PrivacyPage() {
  const words = useWords();
  const { get, set } = useAddress();
  useTitle(words.privacy);
  const asked = get('view') ?? '';
  const view: View = asked in views ? (asked as View) : 'log';
  const Shown = views[view];
  return (
    <article className="page">
      <Heading>{words.privacy}</Heading>
      <p className="lead">{words.privacyLead}</p>
      <div className="tabs" role="group" aria-label={words.privacy}>
        {(Object.keys(views) as View[]).map((one) => (
          <button key={one} type="button" className="tab" aria-pressed={one === view} onClick={() => set({ view: one })}>
            {words[titles[one]]}
          </button>
        ))}
      </div>
      <Shown />
    </article>
  );
}
