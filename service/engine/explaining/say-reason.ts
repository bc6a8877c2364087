import type { Reason } from '../../model/decision.ts';
import { reasonsDe } from '../texts/reasons-de.ts';
import { reasonsEn } from '../texts/reasons-en.ts';
import { unknownDe } from '../texts/unknown-de.ts';
import { valueNames } from '../texts/value-names.ts';

export type InterfaceLanguage = 'en' | 'de';

/** A full sentence for people: dashboard, command line, the story of a post. Plain text; times as `2026-11-21 08:02 UTC`. */
export function sayReason({ code, values: told = {} }: Reason, language: InterfaceLanguage): string {
  const words = spoken[language];
  const values: NonNullable<Reason['values']> = {
    zone: told['titleOnly'] === true ? 'title' : 'body',
    ...told,
  };
  const isSaid = (name: string): boolean => values[name] !== undefined && values[name] !== null;
  const sentence = words.sentences[code].replace(/\[([^\]]*)\]/g, (_whole, part: string) =>
    [...part.matchAll(slot)].every(([, name]) => isSaid(name ?? '')) ? part : '',
  );
  return sentence.replace(slot, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined || value === null) return words.unknown;
    const isCode = codes.has(name) || typeof value === 'boolean';
    const known = isCode ? words.names[String(value)] : undefined;
    const text =
      (name === 'why' ? words.unknownBecause[String(value)] : known) ?? readableTime(String(value));
    return text.replace(/\.$/, '');
  });
}

const codes: ReadonlySet<string> = new Set(['part', 'scope', 'state', 'zone']);
const slot = /\{([a-zA-Z]+)\}/g;

function readableTime(value: string): string {
  return value.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}).*Z$/, '$1 $2 UTC');
}

const nothing: Readonly<Record<string, string | undefined>> = {};

const spoken = {
  en: { sentences: reasonsEn, unknown: 'not known', names: valueNames.en, unknownBecause: nothing },
  de: { sentences: reasonsDe, unknown: 'nicht bekannt', names: valueNames.de, unknownBecause: unknownDe },
} as const;
