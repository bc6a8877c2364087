import type { Language } from '../../look/language.ts';
import type { ReasonCode } from '../../model/reason.ts';
import { reasonNamesDe } from './reason-names.de.ts';
import { reasonNamesEn } from './reason-names.en.ts';

/** Short names of reasons, for where many are counted. The full sentences come from `sayReason`. */
type ReasonNames = Record<ReasonCode, string>;

export const reasonNames = { en: reasonNamesEn, de: reasonNamesDe } satisfies Record<Language, ReasonNames>;
