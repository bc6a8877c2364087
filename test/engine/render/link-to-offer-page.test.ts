import { describe, expect, test } from 'vitest';
import type { RenderReplyInput } from '../../../service/engine/render/render-reply.ts';
import { renderReply } from '../../../service/engine/render/render-reply.ts';
import { resourceId } from '../../../service/model/ids.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

const rulebook = aRulebook(ruleText(), {
  'site.yml': 'languages: [en, de]',
  'resources/export-model.md': '---\ntitle: Exporting\nowner: ana\n---\n\nOpen the menu.',
  'resources/export-model.de.md': '---\ntitle: Export\n---\n\nDas Menü öffnen.',
});
const resource = rulebook.resources.get(resourceId('export-model'));

function render(changes: Partial<RenderReplyInput> = {}): string {
  if (resource === undefined) throw new Error('no resource');
  return renderReply({
    site: rulebook.site,
    resource,
    locale: 'en',
    because: [{ code: 'text_matched' }],
    evidence: [],
    slots: { member: 'mia', topic: 'My model' },
    marker: 'abc123',
    ...changes,
  });
}

describe('the link to the page of the offer', () => {
  const offerPage = 'https://waypost.example/o/abc123';

  test('ends the quiet last line, in its language', () => {
    expect(render({ offerPage })).toContain('”. [Did it help?](https://waypost.example/o/abc123)</small>');
    expect(render({ offerPage, locale: 'de' })).toContain(
      '[Hat es geholfen?](https://waypost.example/o/abc123)',
    );
  });

  test('is not there where nobody can reach the page, for help in need, and for what everybody is told', () => {
    expect(render()).not.toContain('Did it help?');
    expect(render({ offerPage, isCare: true })).not.toContain('/o/');
    expect(render({ offerPage, because: [{ code: 'date_came' }] })).not.toContain('/o/');
  });
});
