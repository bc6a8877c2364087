import { expect, test } from 'vitest';
import { chooseForum } from '../../../service/runtime/several/choose-forum.ts';

const harbour = { name: 'harbour', publicUrl: 'https://waypost.harbour.example' };
const garden = { name: 'garden', publicUrl: 'http://garden.localhost:4600' };
const both = [harbour, garden];

test.each([
  // What names its forum in the path goes there, by whatever host it comes.
  ['/hooks/discourse/harbour', '10.0.0.1', 'harbour', '/hooks/discourse/harbour'],
  ['/hooks/discourse/harbour/', 'garden.localhost', 'harbour', '/hooks/discourse/harbour/'],
  ['/events/garden?x=1', 'waypost.harbour.example', 'garden', '/events/garden?x=1'],
  ['/hooks/rules/garden', '10.0.0.1', 'garden', '/hooks/rules'],
  ['/hooks/rules/garden?by=ci', '10.0.0.1', 'garden', '/hooks/rules?by=ci'],
  ['/hooks/discourse/meadow', 'garden.localhost', null, null],
  ['/hooks/discourse/', '10.0.0.1', null, null],
  ['/hooks/discourse/harbour/more', '10.0.0.1', null, null],
  // Everything else belongs to the host it is asked from.
  ['/hooks/rules', 'garden.localhost', 'garden', '/hooks/rules'],
  ['/', 'waypost.harbour.example', 'harbour', '/'],
  ['/o/abc?a=b', 'Garden.Localhost', 'garden', '/o/abc?a=b'],
  ['/', 'garden.localhost.', 'garden', '/'],
  ['/', '127.0.0.1', null, null],
  ['/', 'waypost.harbour.example.evil.example', null, null],
  ['/', '', null, null],
])('%s at %s is for %s', (url, hostname, name, asked) => {
  const chosen = chooseForum(both, { url, hostname });
  expect(chosen && { name: chosen.forum.name, url: chosen.url }).toEqual(name && { name, url: asked });
});

test('the only forum of an installation is at every host, but webhooks of another are not its own', () => {
  const only = [{ name: 'harbour', publicUrl: null }];
  expect(chooseForum(only, { url: '/rules', hostname: '127.0.0.1' })?.forum.name).toBe('harbour');
  expect(chooseForum(only, { url: '/hooks/discourse/garden', hostname: '127.0.0.1' })).toBeNull();
});
