import type { ConnectTexts } from '../../connect/texts/connect-texts.ts';
import { german } from '../../connect/texts/de.ts';
import { english } from '../../connect/texts/en.ts';
import type { Language } from '../../look/language.ts';

/** What connecting says, in the language of the page. */
export function sayConnecting(language: Language): ConnectTexts {
  return language === 'de' ? german : english;
}
