import { expect, test } from 'vitest';
import { cookForPages } from '../../service/runtime/cook-for-pages.ts';

const foreign = 'rel="noopener nofollow ugc"';

test.each([
  [
    'a link within the forum leads to the forum',
    '[here](/t/5)',
    '<p><a href="https://forum.example/talk/t/5">here</a></p>',
  ],
  [
    'a link that names the path of the forum does not get it twice',
    '[here](/talk/t/5)',
    '<p><a href="https://forum.example/talk/t/5">here</a></p>',
  ],
  [
    'another link stays',
    '[there](https://elsewhere.example/a)',
    `<p><a href="https://elsewhere.example/a" ${foreign}>there</a></p>`,
  ],
  ['a link to a script is none', '<b><a href="javascript:alert(1)">x</a></b>', '<p><b><a>x</a></b></p>'],
  [
    'a picture from elsewhere is a link to it',
    '![a "plan"](https://elsewhere.example/pixel.png)',
    `<p><a href="https://elsewhere.example/pixel.png" ${foreign}>🖼 a "plan"</a></p>`,
  ],
  [
    'a picture of the forum without words, too',
    '![](/uploads/1.png)',
    `<p><a href="https://forum.example/talk/uploads/1.png" ${foreign}>🖼 /uploads/1.png</a></p>`,
  ],
  [
    'a picture in a link leaves the link',
    '[![a plan](https://elsewhere.example/pixel.png)](https://elsewhere.example/plan)',
    `<p><a href="https://elsewhere.example/plan" ${foreign}>🖼 a plan</a></p>`,
  ],
  ['a picture that is data is words', 'A <img src="data:image/png;base64,AA" alt="dot">', 'A'],
  [
    'a table has no styles',
    '|a|\n|:-:|\n|b|',
    '<div class="md-table">\n<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n</div>',
  ],
])('%s', (_what, markdown, html) => {
  expect(cookForPages('https://forum.example/talk')(markdown)).toContain(html);
});

test('where no forum is known, what leads into it leads nowhere', () => {
  expect(cookForPages(null)('[here](/t/5)')).toBe('<p><a>here</a></p>');
});
