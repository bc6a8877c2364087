import { describe, expect, test } from 'vitest';
import { resourceId } from '../../../service/model/ids.ts';
import { findResource } from '../../../service/rulebook/resources/find-resource.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';
import { faultsOfGuides, loadGuides } from './faults-of-guides.ts';

const guide = (front = '', body = 'Text'): string => `---\ntitle: X\nowner: ana\n${front}\n---\n\n${body}`;
const german = 'languages: [en, de]\nsituations: { frustrated: [fed up] }';

describe('the files of one guide', () => {
  test('are its languages and its wordings, each with what it says itself', () => {
    const loaded = loadGuides(
      {
        'x.md': guide('more: { text: Manual, url: /t/5 }'),
        'x.de.md': '---\ntitle: Das\n---\n\nDeutsch',
        'x.frustrated.md': '---\n{}\n---\n\nSorry to hear.',
        'x.frustrated.de.md': '---\ntitle: Schade\n---\n\nDas ist schade.',
      },
      german,
    );

    const resource = loaded.ok ? loaded.rulebook.resources.get(resourceId('x')) : undefined;
    const plain = resource?.variants.get('en');
    const de = resource?.variants.get('de');
    expect(resource?.variants.size).toBe(2);
    expect(plain?.situations.get('frustrated')).toMatchObject({
      title: 'X',
      body: 'Sorry to hear.',
      more: plain?.more,
    });
    expect(de).toMatchObject({ title: 'Das', more: [{ text: 'Manual', url: '/t/5' }] });
    expect(de?.situations.get('frustrated')).toMatchObject({ title: 'Schade', body: 'Das ist schade.' });
  });

  test.each([
    ['x.frustrated.de.md', /there is no x\.de\.md/],
    ['x.de.frustrated.md', /expected a name such as/],
    ['x.angry.md', /expected a name such as/],
    ['y.frustrated.md', /there is no y\.md/],
  ])('%s alone', (name, message) => {
    expect(faultsOfGuides({ 'x.md': guide(), [name]: guide() }, german).join()).toMatch(message);
  });

  test('have one form, and take the place of others in one file', () => {
    expect(
      faultsOfGuides({ 'x.md': guide(), 'x.de.md': guide('form: steps\nsupersedes: old') }, german),
    ).toEqual([
      expect.stringMatching(/x\.de\.md:4:7: .*is a microguide, so this is too.*\[forms_differ\]/),
      expect.stringMatching(/x\.de\.md:5:13: .*\[key_of_the_guide\]/),
    ]);
  });

  test('warn of a wording that no words lead to, and of sentences too hard', () => {
    const hard = `${'Organisational interoperability considerations necessitate comprehensive documentation of configuration prerequisites and environmental characteristics, notwithstanding individual circumstances, '.repeat(2)}always.`;
    const loaded = loadGuides({ 'x.md': guide('', hard), 'x.praise.md': '---\n{}\n---\n\nThank you.' });

    expect(loaded.ok && loaded.warnings.map(({ code }) => code)).toEqual([
      'hard_to_read',
      'situation_not_told',
    ]);
  });
});

describe('a guide that takes the place of another', () => {
  const chain = {
    'resources/new.md': guide('supersedes: middle'),
    'resources/middle.md': guide('supersedes: export-model'),
  };

  test('gets its offers, over any number of steps, whether the old file is there or not', () => {
    const rulebook = aRulebook(ruleText(), chain);

    expect([...rulebook.rules.values()][0]?.offer).toBe('new');
    expect(findResource(rulebook, resourceId('middle'))?.id).toBe('new');
    expect(findResource(rulebook, resourceId('unheard'))).toBeUndefined();
    expect(
      aRulebook(ruleText(), { 'resources/new.md': guide('supersedes: gone') }).supersededBy.get(
        resourceId('gone'),
      ),
    ).toBe('new');
  });

  test('is only one, and never in a circle', () => {
    expect(
      faultsOfGuides({
        'a.md': guide('supersedes: b'),
        'b.md': guide('supersedes: c'),
        'c.md': guide('supersedes: a'),
      }),
    ).toEqual([expect.stringMatching(/goes in a circle.*\[supersedes_circle\]/)]);
    expect(faultsOfGuides({ 'a.md': guide('supersedes: x'), 'b.md': guide('supersedes: x') })).toEqual([
      'resources/b.md:4:13: resources/a.md supersedes "x" already; only one guide can take its place [superseded_twice]',
    ]);
    expect(faultsOfGuides({ 'a.md': guide('supersedes: a') })).toHaveLength(1);
  });
});
