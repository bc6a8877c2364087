import type { Reason } from '../model/decision.ts';
import { reasonsDe } from './texts/reasons-de.ts';
import { reasonsEn } from './texts/reasons-en.ts';
import { valueNames } from './texts/value-names.ts';

export type InterfaceLanguage = 'en' | 'de';

/** A full sentence for people: dashboard, command line, the story of a post. Plain text; times as `2026-11-21 08:02 UTC`. */
export function sayReason({ code, values = {} }: Reason, language: InterfaceLanguage): string {
  const words = spoken[language];
  const isSaid = (name: string): boolean => values[name] !== undefined && values[name] !== null;
  const sentence = words.sentences[code].replace(/\[([^\]]*)\]/g, (_whole, part: string) =>
    [...part.matchAll(slot)].every(([, name]) => isSaid(name ?? '')) ? part : '',
  );
  return sentence.replace(slot, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined || value === null) return words.unknown;
    const isCode = name === 'part' || name === 'scope' || typeof value === 'boolean';
    const text = (isCode ? words.names[String(value)] : undefined) ?? readableTime(String(value));
    return text.replace(/\.$/, '');
  });
}

const slot = /\{([a-zA-Z]+)\}/g;

function readableTime(value: string): string {
  return value.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}).*Z$/, '$1 $2 UTC');
}

const spoken = {
  en: { sentences: reasonsEn, unknown: 'not known', names: valueNames.en },
  de: { sentences: reasonsDe, unknown: 'nicht bekannt', names: valueNames.de },
} as const;
