// What a call can be about: the server's list, or the guideline's three when it gives none.
import type { Board } from '../../api/dispatch_types';
import type { Language } from '../../api/types';
import { say } from '../../format';

type Indications = NonNullable<Board['indications']>;

const guideline: Indications = [
  { id: 'unconscious_not_breathing', name: { nb: 'Bevisstløs som ikke puster normalt', en: 'Unconscious and not breathing normally' } },
  { id: 'severe_injury', name: { nb: 'Alvorlig skade', en: 'Severe injury' } },
  { id: 'unclear_vital_failure', name: { nb: 'Uavklart problem med sannsynlig svikt i vitale funksjoner', en: 'Unclear problem with likely vital failure' } },
];

export function indicationsOf(list: Board['indications']): Indications {
  return list && list.length > 0 ? list : guideline;
}

export function indicationName(id: string, list: Board['indications'], language: Language): string {
  return say(indicationsOf(list).find((one) => one.id === id)?.name, language) || id;
}
