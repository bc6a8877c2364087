import type { TermWords } from '../explaining/say-terms.ts';

const en: TermWords = {
  quote: (phrase) => `“${phrase}”`,
  near: (phrases, within) => {
    const [first, ...others] = phrases;
    return others.length === 1
      ? `${first} within ${within} words of ${others[0]}`
      : `${phrases.slice(0, -1).join(', ')} and ${phrases.at(-1)} within ${within} words`;
  },
  matching: (pattern) => `something like ${pattern}`,
  oneOf: (terms) =>
    terms.length < 2 ? terms.join('') : `${terms.slice(0, -1).join(', ')} or ${terms.at(-1)}`,
  oneOfMany: (terms, total) =>
    `any of ${total} words and phrases: ${terms.join(', ')}, and ${total - terms.length} more`,
};

const de: TermWords = {
  quote: (phrase) => `„${phrase}“`,
  near: (phrases, within) => {
    const last = phrases.at(-1);
    return `${phrases.slice(0, -1).join(', ')} und ${last} innerhalb von ${within} Wörtern`;
  },
  matching: (pattern) => `etwas wie ${pattern}`,
  oneOf: (terms) =>
    terms.length < 2 ? terms.join('') : `${terms.slice(0, -1).join(', ')} oder ${terms.at(-1)}`,
  oneOfMany: (terms, total) => `${terms.join(', ')} oder eins von ${total - terms.length} weiteren`,
};

export const termWords = { en, de };
