import type { Reason } from '../model/decision.ts';

export type InterfaceLanguage = 'en' | 'de';

/** A full sentence for people: dashboard, command line, the story of a post. */
export function sayReason(reason: Reason, language: InterfaceLanguage): string {
  throw new Error(`not written yet: ${reason.code} ${language}`);
}
