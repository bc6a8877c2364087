import type { TroubleCode } from '../trouble.ts';

/** A trouble in words: what is wrong, what it means for members, and what to do first. `{names}` are its values. */
export interface TroubleText {
  title: string;
  means: string;
  next: string;
}

export type TroubleTexts = Readonly<Record<TroubleCode, TroubleText>>;
