import { describe, expect, it } from 'vitest';
import { parsePostAddress } from '../../service/dashboard/parse-post-address.ts';

const forum = 'https://forum.example/community';
const byId = (id: number) => ({ kind: 'post', address: { by: 'id', id } });
const byNumber = (topic: number, number: number) => ({
  kind: 'post',
  address: { by: 'number', topic, number },
});

describe('the address of a post', () => {
  it.each([
    ['a number', '42', byId(42)],
    ['a number with its sign', ' #42 ', byId(42)],
    ['a short link', 'https://forum.example/community/p/42', byId(42)],
    ['a short link with who shared it', '/p/42/7?u=mira', byId(42)],
    ['the API', '/posts/42.json', byId(42)],
    ['a post in a topic', 'https://forum.example/community/t/how-to-export/100/4', byNumber(100, 4)],
    ['a topic, which means its opening post', '/t/how-to-export/100', byNumber(100, 1)],
    ['a topic without a title', '/t/100', byNumber(100, 1)],
    ['a post in a topic without a title', '/t/100/4', byNumber(100, 4)],
    ['a topic whose title is a dash', '/t/-/100/4', byNumber(100, 4)],
    ['a title that begins with digits', '/t/3d-printing/100/2', byNumber(100, 2)],
    ['a share link', 'https://forum.example/community/t/how/100/4?u=mira#post_4', byNumber(100, 4)],
    [
      'another forum',
      'https://elsewhere.example/t/how/100/4',
      { kind: 'other_forum', origin: 'https://elsewhere.example' },
    ],
    ['a category', 'https://forum.example/community/c/support/5', { kind: 'not_an_address' }],
    ['words', 'the post about exporting', { kind: 'not_an_address' }],
    ['a number that no post has', '99999999999999', { kind: 'not_an_address' }],
    ['a script', 'javascript:alert(1)', { kind: 'not_an_address' }],
  ])('understands %s', (_, typed, understood) => {
    expect(parsePostAddress(typed, forum)).toEqual(understood);
  });

  it('takes localhost and 127.0.0.1 for one forum', () => {
    expect(parsePostAddress('http://127.0.0.1:4601/p/7', 'http://localhost:4601')).toEqual(byId(7));
    expect(parsePostAddress('http://127.0.0.1:4602/p/7', 'http://localhost:4601').kind).toBe('other_forum');
  });
});
