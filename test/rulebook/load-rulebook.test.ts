import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rulebookVersion } from '../../service/model/ids.ts';
import { loadRulebook } from '../../service/rulebook/load-rulebook.ts';
import { formatProblem } from '../../service/rulebook/problem.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';

const guide = '---\ntitle: Exporting\nowner: ana\n---\n\nThis is how.\n';
const stages = 'stages:\n  - id: newcomer\n    when: { posts: { min: 1 } }\n';

/** What is said about these files, one line each. */
function faultsOf(files: Record<string, string>): string[] {
  const all = { 'resources/export-model.md': guide, ...files };
  const loaded = loadRulebook(
    Object.entries(all).map(([path, text]) => ({ path, text })),
    { version: rulebookVersion('v') },
  );
  return loaded.ok ? [] : loaded.problems.map(formatProblem);
}

describe('loading a rulebook', () => {
  test('fills in quiet and safe defaults', () => {
    const text = 'id: a\ngoal: g\nowner: o\non: post.created\ntext: { any: [x] }\noffer: export-model\n';

    const rule = [...aRulebook(text).rules.values()][0];

    expect(rule).toMatchObject({
      rollout: 'draft',
      kind: 'help',
      as: ['card', 'reply'],
      waitMs: 600_000,
      cardWaitMs: 0,
      freshForMs: 86_400_000,
      limit: { member: { count: 1, windowMs: 30 * 86_400_000 }, topic: 1, site: null, over: 'defer' },
      withdrawWhen: new Set(['solved', 'answered', 'edited_away']),
      holdout: 0,
    });
  });

  test('shortens waits and forgets quiet hours for the demo forum', () => {
    const files = { 'site.yml': 'quiet_hours: { from: "22:00", to: "07:00" }' };

    const rulebook = aRulebook(ruleText(), files, { waits: 'shortened' });

    expect([...rulebook.rules.values()][0]?.waitMs).toBe(10_000);
    expect(rulebook.site.quietHours).toBeNull();
    expect(rulebook.site.caps.memberSpacingMs).toBe(10_000);
  });

  test.each([
    ['an unknown key', 'foo: 1', /rule\.yml:9:1: unknown key "foo"; known: id, goal/],
    [
      'an unknown key further in',
      'where: { categry: x }',
      /:9:10: `where`: unknown key "categry" \(did you mean "category"\?\); known: category/,
    ],
    [
      'a key that lacks its indentation',
      'trust_level: 1',
      /:9:1: unknown key "trust_level" here; it belongs under `who`, two spaces further in$/,
    ],
    [
      'a key that is indented too far',
      'where: { wait: 5m }',
      /:9:10: `where`: unknown key "wait" here; it begins at the left margin, without spaces in front; known/,
    ],
    [
      'a line out of column',
      'where:\n    tag: a\n   category: b',
      /:11:1: this line does not begin in the same column/,
    ],
    ['a tab', 'where:\n\t\ttag: a', /:10:1: a tab indents this line; put spaces in its place[^\n]*$/],
    ['a dash without a space', 'withdraw_when:\n  -solved\n  - answered', /a dash needs a space behind it/],
    ['a second colon', 'x: Crashes: reports', /a second `: ` in one line; a text with : .* needs quotes/],
    ['a quote that never ends', 'x: "it hangs', /a quote " is opened in line 9 and never closed/],
    ['a bracket that never ends', 'x: [a, b', /a \[ or \{ is opened and not closed/],
    ['a key without a colon', 'x: 1\nwait 5m', /:10:1: `wait` lacks its colon; write `wait: 5m`$/],
    [
      'a key without a colon above a list',
      'text:\n  any  # words\n    - a\n    - b',
      /:9:3: `any` lacks its colon; write `any:`$/,
    ],
    [
      'a key without a colon above keys',
      'x: 1\nwhere\n  tag: a',
      /:10:1: `where` lacks its colon; write `where:`$/,
    ],
    [
      'a line that begins too far left',
      'text:\n  any:\n    - a\n   - b\n    - c',
      /:11:4: this line begins 1 space too far left; its neighbours begin in column 5$/,
    ],
    [
      'a post with a colon and no quotes',
      'cases: { silent: [x] }\ntext:\n  any:\n    - format: code',
      /`text\.any`: put quotes around it: "format: code"; without them the colon makes it a key with a value$/,
    ],
    [
      'a case with a colon and no quotes',
      'cases:\n  fires:\n    - How do I format: code',
      /:10:7: `cases\.fires`: put quotes around it: "How do I format: code"; without them [^\n]*$/,
    ],
    ['a misspelt key among many', 'priorty: 3', /unknown key "priorty" \(did you mean "priority"\?\)$/],
    ['a key of a later version', 'situation: []', /:9:1: `situation` arrives with a later version/],
    ['a pattern with flags', 'text: { any: ["/stl|obj/i"] }', /nothing behind the last slash/],
    ['a pattern that looks behind', 'text: { any: ["/(?<=a)stl/"] }', /no look-around and no back-refer/],
    ['a pattern too large', 'text: { any: ["/(\\\\w+ ){1,90}stl/"] }', /has 5\d\d steps, and at most 250/],
    ['a pattern too open', 'text: { any: ["/\\\\d+/"] }', /two letters or digits that always occur/],
    ['a pattern among near words', 'text: { near: { words: [a, /bcd/], within: 5 } }', /expected words here/],
    ['a phrase without a word', 'text: { any: ["!!"] }', /at least one word/],
    ['a number for a word', 'text: { any: [404] }', /numbers such as 404 need quotes/],
    [
      'exclusions alone',
      'text: { none: [a] }',
      /expected `any`, `all`, `title`, `near`, `code` or `quoted` too/,
    ],
    ['a time without unit', 'wait: 5', /`wait`: expected a time with its unit.*found 5/],
    ['a hasty reply', 'wait: 30s', /a reply waits at least 60s/],
    ['a reply that is never fresh', 'fresh_for: 5m', /`fresh_for` ends before `wait`/],
    ['a wrong rung', 'rollout: lve', /expected one of: draft, shadow, review, live; found "lve"/],
    [
      'a channel of a later version',
      'as: digest',
      /`as`: "digest" arrives with a later version; for now: card, reply, message, banner, whisper/,
    ],
    ['an unknown stage', 'who: { stage: newbie }', /unknown stage "newbie"; known: newcomer/],
    ['an unknown resource', 'offer: exprt', /unknown resource "exprt"; known: export-model/],
    ['a trust level that is none', 'who: { trust_level: 7 }', /expected a trust level from 0 to 4/],
    ['a rate in other words', 'limit: { member: often }', /expected a rate, such as 1 per 30d/],
    ['too few cases', 'cases: { fires: [export model], silent: [] }', /`cases.fires` has 1.*\n?/],
    [
      'cases that contradict',
      'cases: { fires: [export model, Export model], silent: [nothing, export model] }',
      /rule\.yml:8:.* this post stands under `fires` too/,
    ],
    ['a stage rule without a stage', 'on: stage.entered', /needs to know which/],
    ['the same key twice', 'goal: again', /this key is here twice/],
    ['a holdout of everybody', 'holdout: 100%', /expected a share below 100 %/],
    ['a date that is none', 'reviewed_on: 2026-02-30', /expected a day, such as 2026-11-01/],
    [
      'a key with nothing below it',
      'text:',
      /`text`: expected keys with values here; known keys: any, all, title, near/,
    ],
    ['an impossible trigger', 'on: topic.created\nwhere: { opening_post: false }', /would never fire/],
  ])('tells of %s', (_what, lines, message) => {
    expect(faultsOf({ 'rule.yml': ruleText(lines), 'stages.yml': stages }).join('\n')).toMatch(message);
  });

  test('asks of a guide in another language for its title, and of another wording for nothing', () => {
    const bare = '---\n---\n\nText\n';

    expect(faultsOf({ 'rule.yml': ruleText(), 'resources/export-model.de.md': bare }).join('\n')).toContain(
      '`title`: is missing; add it',
    );
    const site = 'situations: { frustrated: [fed up] }';
    const wording = { 'site.yml': site, 'resources/export-model.frustrated.md': bare };
    expect(faultsOf({ 'rule.yml': ruleText(), ...wording })).toEqual([]);
  });

  test('refuses a rule that would answer every post', () => {
    const text = 'id: a\ngoal: g\nowner: o\non: post.created\noffer: export-model\n';

    expect(faultsOf({ 'rule.yml': text })).toEqual([
      'rule.yml:4:5: this rule would answer every post; say which with `text`, `who` or `where`',
    ]);
  });

  test('tells all faults of all files at once, by file and place', () => {
    const faults = faultsOf({
      'b.yml': ruleText('foo: 1\nwait: 5', 'b'),
      'a.yml': ruleText('rollout: lve', 'a'),
      'site.yml': 'voise: x',
      'stages.yml': 'stages: []',
      'resources/two.md': 'no front matter',
      'resources/Three.md': guide,
    });

    expect(faults.map((fault) => fault.split(': ')[0])).toEqual([
      'a.yml:8:10',
      'b.yml:9:1',
      'b.yml:10:7',
      'resources/Three.md:1:1',
      'resources/two.md:1:1',
      'site.yml:1:1',
      'stages.yml:1:9',
    ]);
  });

  test('tells of two rules with one id', () => {
    expect(faultsOf({ 'a.yml': ruleText(), 'b.yml': ruleText() })).toEqual([
      'b.yml:1:5: rule "export-model" is in a.yml already; give this one another id',
    ]);
  });

  test.each([
    [
      'an unknown slot',
      'Hello {{membr}}',
      /resources\/x\.md:6:1: unknown slot \{\{membr\}\}; known: member, topic/,
    ],
    ['a slot in a code span', 'fine\n`{{member}}`', /:7:1: \{\{member\}\} stands inside code/],
    ['a slot in a link', '[here](/u/{{member}})', /stands inside code, a link or a tag/],
    ['a slot in BBCode', '[quote="{{member}}"]', /stands inside/],
    ['a slot in a tag', '<b title="{{topic}}">', /stands inside/],
    ['a slot in a fence', '```\n{{member}}\n```', /stands inside/],
    ['a marker of ours', '<!-- waypost:1 -->', /is how Waypost finds its own posts/],
    ['no text', '', /expected the text of the guide/],
  ])('tells of %s in a guide', (_what, body, message) => {
    expect(faultsOf({ 'resources/x.md': `---\ntitle: X\nowner: ana\n---\n\n${body}` }).join('\n')).toMatch(
      message,
    );
  });

  test('needs the guide in the site’s language, and warns of a language nobody speaks', () => {
    expect(faultsOf({ 'resources/x.de.md': guide })).toEqual([expect.stringMatching(/there is no x\.md/)]);

    const loaded = loadRulebook(
      [
        { path: 'resources/x.md', text: guide },
        { path: 'resources/x.fr.md', text: guide },
      ],
      { version: rulebookVersion('v') },
    );

    expect(loaded.ok && loaded.warnings.map(formatProblem)).toEqual([
      expect.stringMatching(/fr is not among the site's languages \(en\)/),
    ]);
  });

  test('reads files with a byte order mark and with Windows line ends alike', () => {
    const rule = `\uFEFF${ruleText().replaceAll('\n', '\r\n')}`;

    expect(
      faultsOf({ 'rule.yml': rule, 'resources/export-model.md': guide.replaceAll('\n', '\r\n') }),
    ).toEqual([]);
  });
});

describe('a hostile snapshot', () => {
  const head = 'forum: https://forum.example\ntaken_on: 2026-11-01\n';
  test.each([
    [
      'keys without end',
      Array.from({ length: 11_000 }, (_, at) => `k${at}: 1\n`).join(''),
      /unknown key "k0"/,
    ],
    ['the same key without end', 'a: 1\n'.repeat(11_000), /this key is here twice/],
    [
      'lists in lists',
      `categories: [${`${'['.repeat(30)}${']'.repeat(30)},`.repeat(4_000)}]`,
      /values and lines/,
    ],
  ])('%s', (_what, text, message) => {
    expect(faultsOf({ 'forum.yml': head + text }).join('\n')).toMatch(message);
  });
});

describe('hostile rule files', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
    .split('')
    .map((key, index) => `${key}: &${key} [${`*${'abcdefghi'[index]},`.repeat(9)}]`)
    .join('\n')}`;
  test.each([
    ['an alias bomb', bomb, /anchors \(&\) and aliases/],
    ['twenty thousand brackets', '['.repeat(20_000), /levels deep/],
    ['brackets on lines of their own', '[\n'.repeat(10_000), /levels deep/],
    ['twenty thousand dashes', '- '.repeat(20_000), /levels deep/],
    ['two documents', `${ruleText()}\n---\na: 1`, /second document/],
    ['a file too large', `# ${'x'.repeat(300_000)}`, /at most 262144/],
    ['keys without end', 'key: 1\n'.repeat(20_000), /20000 keys; at most 3000 are read/],
    [
      'keys without end in one line',
      `where: {${'a: 1, '.repeat(20_000)}}`,
      /20001 keys; at most 3000 are read/,
    ],
    [
      'values without end',
      `text: [${'a,'.repeat(60_000)}]`,
      /60\d\d\d values and lines; at most 12000 are read/,
    ],
    ['faults without end', 'key: 1\n'.repeat(2_000), /and \d+ more problems in this file/],
    ['lists without end', `text: [${'[],'.repeat(6_001)}]`, /values and lines; at most 12000 are read/],
    ['a key twice, far apart', 'a: 1\nb: 2\na: 3', /rule.yml:3:1: this key is here twice/],
    ['a merge key', '<<: { id: a }', /unknown key "<<"/],
    ['a prototype', '__proto__: { id: a }', /unknown key "__proto__"|missing/],
    ['a tag', 'id: !!js/function "x"', /./],
    ['nothing', '', /expected keys/],
    ['a tab', 'where:\n\tcategory: x', /tab/],
  ])('%s', (_what, text, message) => {
    expect(faultsOf({ 'rule.yml': text }).join('\n')).toMatch(message);
  });

  test.each([
    ['brackets', '['.repeat(200_000), /characters; a forum shows at most/],
    ['comments that never end', '<!--'.repeat(50_000), /characters; a forum shows at most/],
    ['slots in slots', '{{'.repeat(100_000), /characters; a forum shows at most/],
    ['as many brackets as a guide may have', '['.repeat(4_000), /^$/],
    ['as many open comments', '<!--'.repeat(1_000), /^$/],
    ['as many backticks', '`a'.repeat(2_000), /1000 words; microguide has at most/],
  ])('a guide of %s', (_what, body, message) => {
    expect(faultsOf({ 'resources/x.md': `---\ntitle: X\nowner: a\n---\n\n${body}` }).join('\n')).toMatch(
      message,
    );
  });

  test('a decision tree of sixty levels', () => {
    const deep = Array.from({ length: 60 }, (_, at) => `${' '.repeat(at)}- a: b?`).join('\n');
    const text = `---\ntitle: X\nowner: a\nform: decision-tree\n---\n\nWhat?\n\n${deep}`;
    expect(faultsOf({ 'resources/x.md': text }).join('\n')).toMatch(/at most 3 deep/);
  });

  test('any text at all gives problems, never an exception', () => {
    const yamlish = fc
      .array(
        fc.constantFrom(
          'id: a',
          'text:',
          '  any: [x]',
          '- ',
          '{',
          '}',
          '[',
          ']',
          ': ',
          '&a',
          '*a',
          '|',
          '>',
          '"',
          "'",
          '\n',
          '#',
          '!!',
          '---',
          '\t',
          'é',
          '\u0000',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join(''));
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), yamlish);

    fc.assert(
      fc.property(text, (hostile) => {
        const files = {
          'rule.yml': hostile,
          'site.yml': hostile,
          'stages.yml': hostile,
          'resources/x.md': `---\n${hostile}\n---\n${hostile}`,
        };
        expect(Array.isArray(faultsOf(files))).toBe(true);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
