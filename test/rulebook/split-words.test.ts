import { describe, expect, test } from 'vitest';
import { foldWord, splitWords } from '../../service/rulebook/split-words.ts';

describe('splitting text into words', () => {
  test.each([
    ['plain words', 'Export the model!', 'export the model'],
    ['hyphens part words', 'log-file', 'log file'],
    ['a French article is a word of its own', "l'export d’un modèle", 'l export d un modèle'],
    ['English contractions stay whole', "I don’t, can't and won't", "i don't can't and won't"],
    ['C, C++ and C# are three languages', 'C, C++, C#, F#', 'c c++ c# f#'],
    ['a hash before a word is not part of the word before it', 'see c#top', 'see c top'],
    ['snake case is parted', 'save_as_file', 'save as file'],
    ['versions are parted at the dot', 'v2.0', 'v2 0'],
    ['full width letters are letters', 'Ｅｘｐｏｒｔ', 'export'],
    ['ligatures are letters', 'ﬁle', 'file'],
    ['composed and decomposed accents are one', 're\u0301sume\u0301', 'résumé'],
    ['German sharp s in capitals', 'STRASSE Straße', 'strasse strasse'],
    ['Turkish dotted capital', 'İSTANBUL', 'istanbul'],
    ['soft hyphens are not there', 'ex\u00ADport', 'export'],
    ['Russian', 'Как Экспортировать?', 'как экспортировать'],
    ['Hebrew', 'איך לייצא', 'איך לייצא'],
    ['Hindi keeps its vowel signs', 'निर्यात कैसे', 'निर्यात कैसे'],
    ['Chinese, character by character', '导出模型', '导 出 模 型'],
    ['Japanese with a long vowel', 'データ出力', 'デ ー タ 出 力'],
    ['Korean, so that endings do not hide a word', '모델을', '모 델 을'],
    ['Thai with its marks', 'ส่งออก', 'ส่ ง อ อ ก'],
    ['nothing but signs', '?! -- :)', ''],
  ])('%s', (_what, text, words) => {
    expect(
      splitWords(text)
        .map((word) => word.folded)
        .join(' '),
    ).toBe(words);
  });

  test('tells where each word stands in what was typed', () => {
    const text = '👋 Straße, ﬁle';

    expect(splitWords(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Straße', 'ﬁle']);
  });

  test('keeps accents apart', () => {
    expect(foldWord('für')).not.toBe(foldWord('fur'));
  });
});
