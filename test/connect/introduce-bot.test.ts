import { describe, expect, test } from 'vitest';
import { byHandEnglish } from '../../service/connect/texts/by-hand-en.ts';
import { byHandGerman } from '../../service/connect/texts/by-hand-de.ts';
import { introduceBot } from '../../service/connect/introduce-bot.ts';
import { isStop } from '../../service/engine/is-stop.ts';
import { defaultStopWords } from '../../service/rulebook/default-stop-words.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';

const leastOfDiscourse = 20;
const taughtIn = (said: string): string => /[“„]([^”“]+)[”“]/.exec(said)?.[1] ?? '';
const rulebooks = {
  'as it comes': aRulebook(ruleText()),
  'with stop words of the site': aRulebook(ruleText(), {
    'site.yml': 'stop_words: { en: [no more of these for me], de: [das ist mir zu viel hier] }',
  }),
};

test('what the profile taught once is still obeyed', () => {
  for (const { site } of Object.values(rulebooks))
    expect(isStop(site, 'Stopp, keine Hinweise mehr')).toBe(true);
});

describe.each(['en', 'de'])('the profile of the bot in %s', (locale) => {
  const taught = taughtIn(introduceBot(locale));

  test('teaches an answer that Discourse takes', () => {
    expect(taught.length).toBeGreaterThanOrEqual(leastOfDiscourse);
  });

  test('teaches what the guides teach', () => {
    expect(taught).toBe(defaultStopWords[locale]?.[0]);
  });

  test.each(Object.entries(rulebooks))('teaches an answer that is obeyed %s', (_what, { site }) => {
    expect(isStop(site, taught)).toBe(true);
  });
});

test.each([
  ['English', byHandEnglish, 'en'],
  ['German', byHandGerman, 'de'],
] as const)('the steps by hand in %s say the same', (_language, stepsIn, locale) => {
  const steps = stepsIn({
    bot: 'waypost',
    forumUrl: 'https://forum.example',
    ownUrl: 'https://waypost.example',
    privateHost: null,
    secrets: null,
    file: 'forum.env',
  });

  expect(steps.flatMap(({ lines }) => lines).join('\n')).toContain(introduceBot(locale));
});
