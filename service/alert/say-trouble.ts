import type { TroubleText } from './texts/trouble-texts.ts';
import { troublesDe } from './texts/troubles-de.ts';
import { troublesEn } from './texts/troubles-en.ts';
import type { Trouble } from './trouble.ts';

/** A message for people: one line that says it, and what stands below. */
export interface Message {
  title: string;
  text: string;
}

const words = {
  en: {
    over: 'It is over: ',
    since: 'It began {at}.',
    many: { one: 'One more thing happened', other: '{count} more things happened' },
    manyOver: { one: 'One more thing is over', other: '{count} more things are over' },
    look: 'They are on the dashboard.',
  },
  de: {
    over: 'Vorbei: ',
    since: 'Es begann {at}.',
    many: { one: 'Noch etwas ist geschehen', other: '{count} weitere Dinge sind geschehen' },
    manyOver: { one: 'Noch etwas ist vorbei', other: '{count} weitere Dinge sind vorbei' },
    look: 'Sie stehen auf dem Dashboard.',
  },
} as const;

type Language = keyof typeof words;

/** The language of messages where the forum's is `locale`. */
export function alertLanguage(locale: string): Language {
  return locale.startsWith('de') ? 'de' : 'en';
}

export function sayTrouble(trouble: Trouble, language: Language): Message {
  const { title, means, next } = textOf(trouble, language);
  return { title: fill(title, trouble.values), text: fill(`${means}\n\n${next}`, trouble.values) };
}

export function sayOver(trouble: Trouble, beganAt: Date, language: Language): Message {
  const { title } = textOf(trouble, language);
  const at = `${beganAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return {
    title: words[language].over + fill(title, trouble.values),
    text: fill(words[language].since, { at }),
  };
}

/** In place of a flood. */
export function sayMany(count: number, what: 'many' | 'manyOver', language: Language): Message {
  const title = words[language][what][count === 1 ? 'one' : 'other'];
  return { title: fill(title, { count }), text: words[language].look };
}

function textOf({ code }: Trouble, language: Language): TroubleText {
  return language === 'de' ? troublesDe[code] : troublesEn[code];
}

function fill(text: string, values: Trouble['values']): string {
  return text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''));
}
