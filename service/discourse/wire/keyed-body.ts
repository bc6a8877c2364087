import type { SignedBody } from './interpretation.ts';

/** A webhook body whose one key has been recognised. */
export interface KeyedBody extends SignedBody {
  /** What stands under the key. */
  value: unknown;
  /** The whole body, for fingerprints. */
  text: string;
}
