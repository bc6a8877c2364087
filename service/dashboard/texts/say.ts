import type { Language } from '../../look/language.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Texts } from './texts.ts';

export const texts: Record<Language, Texts> = { en, de };
