/** What the reader of a report may see. Whoever asks without saying so sees no care: not that there is any, nor of whom. */
export interface Sight {
  care: boolean;
}

export const withoutCare: Sight = { care: false };
