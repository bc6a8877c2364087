import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { phrasesOf } from '../../../service/engine/matching/read-post.ts';
import { findTerms } from '../../../service/engine/matching/find-terms.ts';
import { testText } from '../../../service/engine/conditions/test-text.ts';
import { ruleId } from '../../../service/model/ids.ts';
import { splitWords } from '../../../service/rulebook/split-words.ts';
import { parsePattern } from '../../../service/rulebook/text/parse-pattern.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';
import { slowNear, slowPlaces, slowWords } from '../../support/slow-matcher.ts';

const languages = 'site.yml';
const allLanguages = 'locale: en\nlanguages: [en, de, fr, es, pt, it, nl, ru, ja]';

/** What a rule with this `text` finds in a post: the words it marks, or the reason for its silence. */
function read(text: string, body: string, title = ''): string {
  const rulebook = aRulebook(ruleText(`text: ${text}`), { [languages]: allLanguages });
  const rule = rulebook.rules.get(ruleId('export-model'));
  if (rule === undefined) throw new Error('no rule');
  const match = testText(rule, phrasesOf(rulebook, { title, raw: body }));
  if (!match.matched) return match.because.code;
  return match.evidence
    .map(({ part, start, end }) => (part === 'title' ? title : body).slice(start, end))
    .join(' | ');
}

describe('forms of words', () => {
  test.each([
    ['en', 'export model', 'She exported models yesterday.', 'exported models'],
    ['en', 'crash', 'It keeps crashing!', 'crashing'],
    ['de', 'konto löschen', 'Wie werden Konten gelöscht? Das Konto löschst du hier.', 'Konto löschst'],
    ['fr', 'fichier', 'Où sont les fichiers ?', 'fichiers'],
    ['es', 'contraseña', 'Olvidé mis contraseñas', 'contraseñas'],
    ['pt', 'senha', 'As senhas não funcionam', 'senhas'],
    ['it', 'errore', 'Ho due errori', 'errori'],
    ['nl', 'wachtwoord', 'Mijn wachtwoorden zijn weg', 'wachtwoorden'],
    ['ru', 'пароль', 'Я забыл пароля', 'пароля'],
    ['en', 'news', 'A new one', 'text_not_matched'],
    ['en', '\'"crashed"\'', 'It crashes', 'text_not_matched'],
    ['en', '\'"crashed"\'', 'It Crashed', 'Crashed'],
    ['ja', '出力', 'モデルを出力したい', '出力'],
  ])('%s: %s in “%s”', (language, phrase, body, marked) => {
    expect(read(`{ language: ${language}, any: [${phrase}] }`, body)).toBe(marked);
  });

  test('count in a post of their own language only, where that can be told', () => {
    const german =
      'Wir haben gestern lange über die neue Version gesprochen, und nun stürzt alles mit export ab.';
    const rule = '{ language: en, any: [exports] }';

    expect(read(rule, german)).toBe('text_not_matched');
    expect(
      read(rule, 'We talked about the new version yesterday, and the export is broken for everyone.'),
    ).toBe('export');
    expect(read('{ language: en, any: [export] }', german)).toBe('export');
  });

  test.each([
    ['Mein Benutzerkonto ist weg', 'Benutzerkonto'],
    ['Die Kontolöschung klappt nicht', 'Kontolöschung'],
    ['Das Kontor am Hafen', 'text_not_matched'],
  ])('inside compounds, where a rule asks: “%s”', (body, marked) => {
    expect(read('{ language: de, compounds: true, any: [konto] }', body)).toBe(marked);
  });

  test('of words that are alike in all that is looked at first, the one that is meant', () => {
    const alike = Array.from({ length: 64 }, (_, number) =>
      Array.from({ length: 38 }, (__, at) =>
        ((number >> (at % 32)) & 1) === (at < 32 ? 1 : 0) ? 'a' : 'b',
      ).join(''),
    );
    const [wanted = ''] = alike.slice(50);
    const others = alike.filter((word) => word !== wanted);

    expect(new Set(alike).size).toBe(64);
    for (let reading = 0; reading < 2; reading += 1) {
      expect(read(`{ language: en, any: [${wanted}] }`, [...others, wanted, ...others].join(' '))).toBe(
        wanted,
      );
      expect(read(`{ language: en, any: [${wanted}] }`, others.join(' '))).toBe('text_not_matched');
    }
  });

  test('not inside compounds, where it does not ask', () => {
    expect(read('{ language: de, any: [konto] }', 'Mein Benutzerkonto')).toBe('text_not_matched');
  });
});

describe('near', () => {
  test.each([
    ['in any order', 'The mesh I wanted to export', 'mesh | export'],
    ['too far apart', 'The mesh that I made last week and wanted to export', 'text_not_matched'],
    ['in another sentence', 'A mesh. Export it', 'text_not_matched'],
    ['in another sentence, without a blank', 'A mesh.Export it', 'text_not_matched'],
    ['before a name with a point', 'Export it as .mesh', 'Export | mesh'],
    ['before the ending of a file', 'Export it as heart.mesh', 'Export | mesh'],
    [
      'another pair further on',
      'mesh one two three four five six seven. The export of meshes',
      'export | meshes',
    ],
  ])('%s', (_what, body, marked) => {
    expect(read('{ near: { words: [export, mesh], within: 6 } }', body)).toBe(marked);
  });

  test('a word that stands too often to be looked at everywhere says so', () => {
    const often = 'A mesh. '.repeat(600);

    expect(read('{ near: { words: [export, mesh], within: 6 } }', `${often} Export the mesh`)).toBe(
      'text_too_long',
    );
    expect(read('{ near: { words: [export, mesh], within: 6 } }', `Export the mesh. ${often}`)).toBe(
      'Export | mesh',
    );
  });

  test('hundreds of them over the longest post end, and say so', () => {
    const nears = Array.from(
      { length: 80 },
      (_, at) => `{ words: [export, mesh, save], within: ${2 + (at % 29)} }`,
    );
    const more = nears.map((near, at) =>
      at < 29 ? near : `{ words: [export, mesh, "file ${at}"], within: 9 }`,
    );
    const post = ['export. ', 'mesh. ', 'save. '].map((word) => word.repeat(450)).join('');

    expect(read(`{ near: [${more.join(', ')}] }`, post)).toBe('text_too_long');
  });
});

describe('a long post', () => {
  const words = (count: number): string => Array.from({ length: count }, (_, at) => `word${at}`).join(' ');

  test('counts forms of words to its end', () => {
    expect(read('{ language: en, any: [crash] }', `${words(9_000)} crashed`)).toBe('crashed');
  });

  test('without end counts them as they are written from some word on, and says what may be hidden', () => {
    expect(read('{ language: en, any: [crash] }', `${words(25_000)} crash`)).toBe('crash');
    expect(read('{ language: en, any: [crash] }', `${words(25_000)} crashed`)).toBe('text_too_long');
    expect(read('{ language: en, any: [word7], none: [crash] }', words(25_000))).toBe('text_too_long');
  });
});

describe('code and quotations, asked for by name', () => {
  const post = 'I ran this:\n```\nTraceback: it crashed\n```\n> it crashed for me\n\nand `exit 1` came.';

  test.each([
    ['{ code: [traceback] }', 'Traceback'],
    ['{ code: [exit 1] }', 'exit 1'],
    ['{ code: ["/trace\\\\w+/"] }', 'Traceback'],
    ['{ quoted: [crashed] }', 'crashed'],
    ['{ code: [crashed], quoted: [crashed], any: [ran] }', 'ran | crashed | crashed'],
    ['{ any: [traceback, crashed] }', 'text_not_matched'],
    ['{ quoted: [traceback] }', 'text_not_matched'],
    ['{ code: [ran] }', 'text_not_matched'],
  ])('%s', (text, marked) => {
    expect(read(text, post)).toBe(marked);
  });
});

describe('patterns', () => {
  test.each([
    ['/\\\\b(stl|obj|3mf)\\\\b/', 'As STL, 😀 obj or stlx', 'STL | obj'],
    ['/0x[0-9a-f]{8}/', '😀 code 0x8007000E here', '0x8007000E'],
    ['/error .* line/', 'error one\ntwo line', 'text_not_matched'],
    ['/cafés?/', 'two cafés', 'cafés'],
  ])('%s in “%s”', (pattern, body, marked) => {
    expect(read(`{ any: ["${pattern}"] }`, body)).toBe(marked);
  });

  test('beyond what one post may cost, nothing fires, and it says so', () => {
    const long = `${'(a '.repeat(40_000)} error 5`;

    expect(read('{ any: ["/(\\\\w+ ){1,9}error \\\\d/"] }', long)).toBe('text_too_long');
    expect(read('{ any: [a], none: ["/(\\\\w+ ){1,9}error \\\\d/"] }', long)).toBe('text_too_long');
  });
});

const piece = fc.constantFrom(
  'export',
  'exports',
  'exporting',
  'mesh',
  'meshes',
  'Konto',
  'Konten',
  'Benutzerkonto',
  'löschen',
  'lo\u0308schen',
  'naïve',
  '出',
  '力',
  '出力',
  'пароль',
  'пароля',
  'ส่งออก',
  "don't",
  'don’t',
  'C++',
  'C#',
  'is',
  'ｅｘｐｏｒｔ',
  'ﬁle',
  'İ',
  '👋',
  '404',
  'running',
  'try',
  'tries',
  'news',
  'new',
  'ex\u00ADport',
);
const gap = fc.constantFrom(
  ' ',
  ' ',
  ' ',
  '-',
  ', ',
  '. ',
  '.',
  ' .',
  '\n',
  '\n\n',
  '',
  "'",
  ' ',
  '/',
  '     ',
  '。',
);
const someText = fc
  .array(fc.tuple(piece, gap), { maxLength: 25 })
  .map((parts) => parts.map(([word, space]) => word + space).join(''));
const anyText = fc.oneof(
  someText,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme' }),
);
const somePhrase = fc
  .array(piece, { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(' '))
  .filter((phrase) => splitWords(phrase).length > 0);

describe('held against the slow matcher', () => {
  const spoken = ['en', 'de', 'ru'];
  const site = 'locale: en';
  const listed = (phrases: readonly string[]): string =>
    `[${phrases.map((one) => JSON.stringify(one)).join(', ')}]`;

  test('cuts every text into the same words', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(splitWords(text)).toEqual(slowWords(text));
      }),
      { numRuns: 1_000 },
    );
  });

  test('finds the same phrases at the same places', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(somePhrase, { minLength: 1, maxLength: 6 }),
        fc.subarray(spoken, { minLength: 1 }),
        fc.boolean(),
        anyText,
        (phrases, chosen, compounds, text) => {
          const rulebook = aRulebook(
            ruleText(
              `text: { language: ${listed(chosen)}, compounds: ${compounds}, any: ${listed(phrases)} }`,
            ),
            { [languages]: site },
          );
          // The language of the post is decided apart, so one language at a time is held against the reference here.
          const { places } = findTerms(
            { ...rulebook.texts, languages: [] },
            { title: '', body: text, code: '', quoted: '' },
          );
          const found = new Map([...places].map(([term, evidence]) => [term.written, evidence]));
          for (const written of phrases) {
            const expected = slowPlaces({ written, languages: chosen, compounds }, text).slice(0, 5);
            const actual = (found.get(written) ?? []).map(({ start, end }) => ({ start, end }));
            expect([written, actual]).toEqual([written, expected]);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('finds the same words near each other', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(somePhrase, { minLength: 2, maxLength: 3 }),
        fc.integer({ min: 2, max: 12 }),
        someText,
        (phrases, within, text) => {
          const rulebook = aRulebook(
            ruleText(`text: { language: en, near: { words: ${listed(phrases)}, within: ${within} } }`),
            { [languages]: site },
          );
          const { places } = findTerms(rulebook.texts, { title: '', body: text, code: '', quoted: '' });
          const found = [...places.keys()].some((term) => term.kind === 'near');
          expect(found).toBe(
            slowNear(
              phrases.map((written) => ({ written, languages: ['en'] })),
              within,
              text,
            ),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  test('loses no line that a pattern matches', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      'x',
      '0',
      '(ab|cd)',
      '(?:xy)?',
      '[a-c]',
      '\\d',
      '.',
      'ab+',
      '\\b',
      'ſ',
      'é',
      '出',
      'ab{2}',
      'x*',
      '(é|a)',
    );
    const source = fc.array(atom, { minLength: 2, maxLength: 7 }).map((parts) => parts.join(''));
    const line = fc
      .array(
        fc.constantFrom(
          'a',
          'b',
          'ab',
          'ba',
          'cd',
          'xy',
          'x',
          '0',
          'É',
          'e\u0301',
          '出',
          's',
          'S',
          ' ',
          '-',
          'abb',
        ),
        { maxLength: 20 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(source, line, (written, text) => {
        if (typeof parsePattern(`/${written}/`) === 'string') return;
        const rulebook = aRulebook(ruleText(`text: { any: [${JSON.stringify(`/${written}/`)}] }`));
        const { places } = findTerms(rulebook.texts, { title: '', body: text, code: '', quoted: '' });
        expect(places.size > 0).toBe(RE2JS.compile(written, RE2JS.CASE_INSENSITIVE).test(text));
      }),
      { numRuns: 300 },
    );
  });
});
