import type { Site } from './site.ts';

/** What stands for all languages: the code that libraries use for "several languages". */
export const everyLanguage = 'mul';

/** The languages in which the quiet line under a guide is written; guides in others carry the English one. */
export const languagesOfQuietLine: readonly string[] = ['en', 'de'];

export const defaultVoice: Readonly<Record<string, string>> = {
  en: 'Waypost, the guide of this forum',
  de: 'Waypost, der Wegweiser dieses Forums',
};

/**
 * Who speaks, to a reader of this language: in it, a regional one being content with its language; else in English, as the
 * line around it; else in the language of the site.
 */
export function voiceIn({ voice, locale: usual }: Pick<Site, 'voice' | 'locale'>, locale: string): string {
  const [first = ''] = voice.values();
  const wishes = [locale, locale.split('-')[0] ?? '', 'en', usual];
  return wishes.map((wish) => voice.get(wish)).find((said) => said !== undefined) ?? first;
}
