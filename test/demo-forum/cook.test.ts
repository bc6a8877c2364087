import { describe, expect, it } from 'vitest';

import { createCook } from '../../service/demo-forum/posting/cook.ts';

const cook = createCook({
  isMember: (name) => name === 'klaus_b',
  groupCalled: (name) => (name === 'keepers' ? { mentionable: true } : null),
});
const mention = '<a class="mention" href="/u/klaus_b">@klaus_b</a>';

describe('what others see of what a member typed', () => {
  it.each([
    ['a mention', 'hi @klaus_b', `<p>hi ${mention}</p>`],
    ['a mention as an entity', 'hi &#64;klaus_b', `<p>hi ${mention}</p>`],
    ['an escaped mention', 'hi \\@klaus_b', `<p>hi ${mention}</p>`],
    [
      'a group that is called',
      'hi @keepers',
      '<p>hi <a class="mention-group notify" href="/groups/keepers">@keepers</a></p>',
    ],
    ['nobody', 'hi @nobody', '<p>hi <span class="mention">@nobody</span></p>'],
    ['no mention in code', '`@klaus_b`', '<p><code>@klaus_b</code></p>'],
    ['no mention behind U+2060', 'hi @\u2060klaus_b', '<p>hi @\u2060klaus_b</p>'],
    ['no mention with a full-width sign', 'hi ＠klaus_b', '<p>hi ＠klaus_b</p>'],
    ['no mention inside an address', 'me@klaus_b', '<p>me@klaus_b</p>'],
    ['no comment', 'before <!-- b:1 --> after', '<p>before  after</p>'],
    ['line breaks', 'one\ntwo', '<p>one<br>\ntwo</p>'],
    ['no script', '<script>alert(1)</script>', ''],
    ['no handler', '<img src="/x.png" onerror="alert(1)">', '<img src="/x.png">'],
    ['no dangerous link', '[a](javascript:alert(1))', '<p>[a](javascript:alert(1))</p>'],
    ['closed tags', '<b>bold', '<p><b>bold</b></p>'],
    [
      'links that are not followed',
      'https://example.com/a',
      '<p><a href="https://example.com/a" rel="noopener nofollow ugc">https://example.com/a</a></p>',
    ],
    [
      'code as it was typed',
      '```python\na < "b"\n```',
      '<pre><code class="lang-python">a &lt; "b"\n</code></pre>',
    ],
  ])('%s', (_, raw, cooked) => {
    expect(cook(raw, { followLinks: false })).toBe(cooked);
  });
});
