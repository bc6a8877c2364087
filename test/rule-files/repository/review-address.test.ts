import { expect, test } from 'vitest';
import { reviewAddress } from '../../../service/rule-files/repository/review-address.ts';

test.each([
  ['https://github.com/me/rules.git', 'https://github.com/me/rules/compare/main...waypost%2Fx?expand=1'],
  ['git@github.com:me/rules.git', 'https://github.com/me/rules/compare/main...waypost%2Fx?expand=1'],
  [
    'ssh://git@gitlab.example.org:2222/group/sub/rules.git',
    'https://gitlab.example.org/group/sub/rules/-/merge_requests/new?merge_request%5Bsource_branch%5D=waypost%2Fx&merge_request%5Btarget_branch%5D=main',
  ],
  ['https://codeberg.org/me/rules', 'https://codeberg.org/me/rules/compare/main...waypost%2Fx'],
  ['https://git.example.org/me/rules.git', null],
  ['file:///srv/rules.git', null],
])('a branch of %s', (address, url) => {
  expect(reviewAddress(address, { from: 'waypost/x', to: 'main' })).toBe(url);
});
