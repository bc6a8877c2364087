import type { Reason } from '../../model/decision.ts';
import { saidWords } from './said-words.ts';
import type { InterfaceLanguage } from './say-reason.ts';
import { changesDe } from '../texts/changes-de.ts';
import { changesEn } from '../texts/changes-en.ts';
import { termWords } from '../texts/term-words.ts';
import { nameCodes, valueNames } from '../texts/value-names.ts';

/** What would have to be different for this reason not to stand in the way, as the end of "it would fire if …"; null where nothing about the post or the member can change it. */
export function sayChange({ code, values = {} }: Reason, language: InterfaceLanguage = 'en'): string | null {
  const { changes, places } = spoken[language];
  const slots: Readonly<Record<string, string | number | boolean | null>> = {
    part: values['titleOnly'] === true ? 'title' : 'body',
    ...values,
    ...saidWords({ code, values }, termWords[language]),
    place: places[values['expected'] === false ? 'later' : 'opening'],
  };
  const shown = (name: string): string => {
    const value = slots[name];
    const isCode = codes.has(name) || typeof value === 'boolean';
    const said = String(value ?? '?');
    return isCode ? nameCodes(said, valueNames[language]) : said;
  };
  return changes[code]?.replace(/\{([a-zA-Z]+)\}/g, (_whole, name: string) => shown(name)) ?? null;
}

/** The same for everything that stood in the way; empty where no change of the post or the member would help. */
export function sayChanges(because: readonly Reason[], language: InterfaceLanguage = 'en'): string[] {
  // What had to wait for a limit until its moment had passed would not be helped by being younger.
  const isLimit = because.some(({ code }) => code === 'cap_deferred');
  return because
    .filter(({ code }) => !(isLimit && code === 'out_of_date'))
    .flatMap((one) => sayChange(one, language) ?? []);
}

const codes: ReadonlySet<string> = new Set(['part', 'scope', 'state', 'kind', 'channel', 'channels']);

const spoken = {
  en: {
    changes: changesEn,
    places: { later: 'it were a later post of the topic', opening: 'it opened a topic' },
  },
  de: {
    changes: changesDe,
    places: { later: 'es ein späterer Beitrag des Themas wäre', opening: 'es ein Thema eröffnete' },
  },
} as const;
