import type { Reason } from '../../model/decision.ts';

interface Closer {
  laterPostWanted: string;
  openingPostWanted: string;
  tooSoon: string;
  tooSoonWaits: string;
}

const sentences: Readonly<Record<'en' | 'de', Closer>> = {
  en: {
    laterPostWanted: 'It opens the topic; the rule wants a later post.',
    openingPostWanted: 'It is a later post; the rule wants the one that opens the topic.',
    tooSoon: 'The member got a guide only a short while ago.',
    tooSoonWaits: 'The member got a guide only a short while ago, so it waits until {until}.',
  },
  de: {
    laterPostWanted: 'Er eröffnet das Thema; die Regel verlangt einen späteren Beitrag.',
    openingPostWanted: 'Er ist ein späterer Beitrag; die Regel verlangt den, der das Thema eröffnet.',
    tooSoon: 'Das Mitglied bekam erst vor Kurzem einen Wegweiser.',
    tooSoonWaits: 'Das Mitglied bekam erst vor Kurzem einen Wegweiser; es wartet bis {until}.',
  },
};

/** Where its values say more than the sentence of its code: what says it outright. Null: the sentence of the code is good. */
export function closerSentence({ code, values = {} }: Reason, language: 'en' | 'de'): string | null {
  const { laterPostWanted, openingPostWanted, tooSoon, tooSoonWaits } = sentences[language];
  if (code === 'not_the_opening_post' && values['expected'] === false) return laterPostWanted;
  if (code === 'not_the_opening_post' && values['expected'] === true) return openingPostWanted;
  if (values['scope'] !== 'member_spacing') return null;
  if (code === 'cap_reached') return tooSoon;
  return code === 'cap_deferred' && values['until'] !== undefined ? tooSoonWaits : null;
}
