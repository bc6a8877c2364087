import { describe, expect, it } from 'vitest';
import { html, join, raw, safeHref } from '../../service/look/html.ts';

describe('html', () => {
  it.each([
    ['a tag', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['a way out of an attribute', '"><img onerror=x>', '&quot;&gt;&lt;img onerror=x&gt;'],
    ['an entity', '&lt;', '&amp;lt;'],
    ['quotes of every kind', `'"\``, '&#39;&quot;&#96;'],
    ['a number', 42, '42'],
    ['nothing', null, ''],
    ['a claim that is false', false, ''],
    ['a list', ['<', '>'], '&lt;&gt;'],
  ])('writes %s safely', (_, hole, written) => {
    expect(html`${hole}`.text).toBe(written);
  });

  it('takes HTML as it is only from itself and from raw', () => {
    const lookalike = JSON.parse('{"text":"<b>"}') as never;

    expect(html`${html`<b>${'<'}</b>`}${raw('<i>')}`.text).toBe('<b>&lt;</b><i>');
    expect(() => html`${lookalike}`.text).toThrow('html: this is not something to write');
  });

  it('joins pieces with something between them', () => {
    expect(join(['a', html`<b>b</b>`, '<'], ', ').text).toBe('a, <b>b</b>, &lt;');
  });
});

describe('safeHref', () => {
  it.each([
    ['/posts?url=x', '/posts?url=x'],
    ['https://forum.example/t/1', 'https://forum.example/t/1'],
    ['javascript:alert(1)', '#'],
    [' javascript:alert(1)', '#'],
    ['//elsewhere.example', '#'],
    ['/\\elsewhere.example', '#'],
    ['data:text/html,x', '#'],
  ])('of %s is %s', (address, href) => {
    expect(safeHref(address)).toBe(href);
  });
});
