import { describe, expect, test } from 'vitest';
import { isStop } from '../../service/engine/is-stop.ts';
import { defaultStopWords } from '../../service/rulebook/default-stop-words.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';

const { site } = aRulebook(ruleText(), { 'site.yml': 'stop_words: { da: [hold op] }' });

describe('the words that are taught', () => {
  // min_post_length: 20; in Japanese and Chinese 8.
  test.each(Object.entries(defaultStopWords))('in %s are an answer that Discourse takes', (locale, words) => {
    const [taught = ''] = words;

    expect(taught.length).toBeGreaterThanOrEqual(['ja', 'zh'].includes(locale) ? 8 : 20);
    expect(isStop(site, taught)).toBe(true);
  });
});

describe('a whole post that says stop', () => {
  test.each([
    ['stop', true],
    ['Stop.', true],
    ['STOP!!', true],
    ['“stop”', true],
    ['@waypost stop please', true],
    ['[quote="waypost, post:2, topic:1"]\nTo get no more of these, answer stop\n[/quote]\n\nstop', true],
    ['No thanks', true],
    ['Stopp', true],
    ['Nein, danke', true],
    ['Bitte stopp', true],
    ['Hold op!', true],
    ['停止', true],
    ['стоп', true],
    ['no', false],
    ['thanks', false],
    ['please', false],
    ['', false],
    ['> stop', false],
    ['`stop`', false],
    ['Stop the server first, then try again.', false],
    ['It does not stop', false],
    ['stop stop stop stop', true],
    ['stop stop the server', false],
    ['Stop sending me these', true],
    ['stop ....................', true],
    ['non-stop', false],
  ])('%j', (raw, expected) => expect(isStop(site, raw)).toBe(expected));
});
