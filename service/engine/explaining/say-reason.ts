import type { Reason } from '../../model/decision.ts';
import { closerSentence } from '../texts/closer-sentences.ts';
import { reasonsDe } from '../texts/reasons-de.ts';
import { reasonsEn } from '../texts/reasons-en.ts';
import { termWords } from '../texts/term-words.ts';
import { sayUnknownDe } from '../texts/unknown-de.ts';
import { nameCodes, valueNames } from '../texts/value-names.ts';
import { sayMoment } from './say-moment.ts';
import { saidWords } from './said-words.ts';

export type InterfaceLanguage = 'en' | 'de';

/** A full sentence for people: command line, logs. Plain text; moments by the clock of `zone`, “Nov 21, 2026, 8:02 AM UTC”. */
export function sayReason(reason: Reason, language: InterfaceLanguage, zone = 'UTC'): string {
  return sayReasonInParts(reason, language)
    .map((part) => (typeof part === 'string' ? part : sayMoment(part, language, zone)))
    .join('');
}

/** The same with its moments apart, for pages that show them by the reader's clock. */
export function sayReasonInParts(
  { code, values: told = {} }: Reason,
  language: InterfaceLanguage,
): (string | Date)[] {
  const words = spoken[language];
  const values: NonNullable<Reason['values']> = {
    zone: told['titleOnly'] === true ? 'title' : 'body',
    ...told,
    ...saidWords({ code, values: told }, termWords[language]),
  };
  const isSaid = (name: string): boolean => values[name] !== undefined && values[name] !== null;
  const written = closerSentence({ code, values: told }, language) ?? words.sentences[code];
  const sentence = written.replace(/\[([^\]]*)\]/g, (_whole, part: string) =>
    [...part.matchAll(slot)].every(([, name]) => isSaid(name ?? '')) ? part : '',
  );
  const say = (name: string): string | Date => {
    const value = values[name];
    if (value === undefined || value === null) return words.unknown;
    const isCode = codes.has(name) || typeof value === 'boolean';
    const said = isCode ? nameCodes(String(value), words.names) : String(value);
    const text = name === 'why' ? words.sayUnknown(said) : said;
    if (moment.test(text)) return new Date(text);
    return day.test(text) ? sayMoment(text, language) : text.replace(/\.$/, '');
  };
  // Every second piece is the name of a slot.
  return sentence.split(slot).map((piece, at) => (at % 2 === 0 ? piece : say(piece)));
}

const codes: ReadonlySet<string> = new Set(['part', 'scope', 'state', 'zone', 'kind', 'channel', 'channels']);
const slot = /\{([a-zA-Z]+)\}/g;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

const spoken = {
  en: { sentences: reasonsEn, unknown: 'not known', names: valueNames.en, sayUnknown: asItIs },
  de: { sentences: reasonsDe, unknown: 'nicht bekannt', names: valueNames.de, sayUnknown: sayUnknownDe },
} as const;

function asItIs(why: string): string {
  return why;
}
