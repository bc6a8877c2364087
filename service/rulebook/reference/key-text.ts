/** What a key says, beside it in an editor and in the reference. */
export interface KeyText {
  says: string;
  /** What holds without it; where it is not said here the schema's own default is shown. */
  ifLeftOut?: string;
  /** Lines of a file of its kind, laid over one in order; a test loads them. */
  example: string;
}

export type KeyTexts = Readonly<Record<string, KeyText>>;
