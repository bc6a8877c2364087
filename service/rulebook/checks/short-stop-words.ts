import type { Problem } from '../problem.ts';
import type { Rulebook } from '../rulebook.ts';

/** `min_post_length` as Discourse comes; forums in languages with longer signs ask for 8. */
const leastOfDiscourse = 20;
const leastByLanguage: Readonly<Record<string, number>> = { ja: 8, ko: 8, zh: 8 };

/** Words that members are told to answer with, and that most forums would refuse as too short. */
export function shortStopWords({ site }: Pick<Rulebook, 'site'>): Problem[] {
  return [...site.stopWords].flatMap(([language, [taught = '']]) => {
    const least = leastByLanguage[language.split('-')[0] ?? ''] ?? leastOfDiscourse;
    const { length } = taught;
    if (length >= least) return [];
    const message = `\`stop_words.${language}\`: the first is what members are told to answer with, and "${taught}" has ${length} of the ${least} characters that Discourse asks of an answer; put a longer one first, such as "no more of these for me"`;
    return [{ file: 'site.yml', line: 1, column: 1, code: 'stop_word_too_short', message }];
  });
}
