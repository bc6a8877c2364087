import type { Reason } from '../model/decision.ts';
import { reasonsDe } from './texts/reasons-de.ts';
import { reasonsEn } from './texts/reasons-en.ts';

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
  en: {
    sentences: reasonsEn,
    unknown: 'not known',
    names: namesOf({
      title: 'title',
      body: 'post',
      member: 'per member',
      member_rule: 'this rule, per member',
      rule: 'this rule',
      topic: 'per topic',
      forum: 'whole forum',
      member_spacing: 'time between two',
    }),
  },
  de: {
    sentences: reasonsDe,
    unknown: 'nicht bekannt',
    names: namesOf({
      title: 'Titel',
      body: 'Text',
      member: 'je Mitglied',
      member_rule: 'diese Regel, je Mitglied',
      rule: 'diese Regel',
      topic: 'je Thema',
      forum: 'ganzes Forum',
      member_spacing: 'Abstand zwischen zweien',
      true: 'ja',
      false: 'nein',
    }),
  },
} as const;

function namesOf(names: Record<string, string>): Readonly<Record<string, string | undefined>> {
  return names;
}
