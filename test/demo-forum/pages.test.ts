import { describe, expect, it } from 'vitest';

import { aForum } from './a-forum.ts';
import type { TestForum } from './a-forum.ts';

async function look(demo: TestForum, url: string, headers: Record<string, string> = {}): Promise<string> {
  return (await demo.app.inject({ url, headers })).body;
}

function press(
  demo: TestForum,
  url: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const payload = new URLSearchParams(form).toString();
  return demo.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
}

describe('the pages of the demo forum', () => {
  it('say that waits are shortened here', async () => {
    await using demo = aForum();

    expect(await look(demo, '/')).toContain('waits are shortened here');
    expect(await look(demo, '/', { 'accept-language': 'de-AT' })).toContain(
      'die Wartezeiten sind hier verkürzt',
    );
  });

  it('publish a new topic in the name of the member chosen, and show it', async () => {
    await using demo = aForum();

    const answer = await press(demo, '/new', {
      title: 'Where is the export?',
      raw: 'I have looked everywhere for it.',
      category: '5',
    });
    const page = await look(demo, String(answer.headers.location).split('#')[0] ?? '');

    expect(answer.statusCode).toBe(303);
    expect(page).toContain('I have looked everywhere for it.');
    expect(demo.forum.posts().at(-1)?.userId).toBe(demo.forum.member('nova').id);
  });

  it('show a member their private messages, with a place to answer, and nobody else’s', async () => {
    await using demo = aForum();
    const { topicId } = demo.forum.writePost({
      as: 'waypost',
      to: ['nova'],
      title: 'You are a regular now',
      raw: 'Thank you for being here, this much more you can do.',
    });
    const inbox = await look(demo, '/my/messages', { cookie: 'demo_member=nova' });
    const others = await look(demo, '/my/messages', { cookie: 'demo_member=mira' });
    expect(inbox).toContain('You are a regular now');
    expect(inbox).toContain('Messages (1)');
    expect(others).toContain('Nobody has written to this member in private.');

    await press(demo, `/t/${topicId}/reply`, { raw: 'Thank you for that' }, { cookie: 'demo_member=nova' });

    expect(await look(demo, `/t/any/${topicId}`, { cookie: 'demo_member=nova' })).toContain(
      '<p>Thank you for that</p>',
    );
    expect(await look(demo, `/t/any/${topicId}`, { cookie: 'demo_member=mira' })).not.toContain(
      'Thank you for that',
    );
    expect(await look(demo, '/')).not.toContain('You are a regular now');
  });

  it.each([
    ['a reply', 'stop sending me this', 'stop sending me thi', 20],
    ['a message', 'stop these', 'stop this', 10],
  ])('hold members to the length that Discourse asks of %s', async (what, enough, short, limit) => {
    await using demo = aForum();
    const { topicId } =
      what === 'a message'
        ? demo.forum.writePost({ as: 'waypost', to: ['nova'], title: 'For you', raw: 'A guide for you.' })
        : { topicId: 2 };
    const nova = { cookie: 'demo_member=nova' };

    const refused = await press(demo, `/t/${topicId}/reply`, { raw: short }, nova);
    const taken = await press(demo, `/t/${topicId}/reply`, { raw: enough }, nova);
    const postId = demo.forum.posts().at(-1)?.id ?? 0;
    const edited = await press(demo, `/posts/${postId}/edit`, { raw: short }, nova);

    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain(`Body is too short (minimum is ${limit} characters)`);
    expect(taken.statusCode).toBe(303);
    expect(edited.statusCode).toBe(422);
    expect(demo.forum.posts().at(-1)?.raw).toBe(enough);
  });

  it('show a guide under the post, apart from what people wrote, without its marker', async () => {
    await using demo = aForum();
    await demo.reply(
      'Open the settings and choose Export.\n\nA short guide, because you asked. <!-- b:1 -->',
    );

    const page = await look(demo, '/t/any/2');

    expect(page).toMatch(/class="post guide"/);
    expect(page).toContain('A short guide, because you asked.');
    expect(page).not.toContain('b:1');
  });

  it('open a post by the address that Discourse would give it', async () => {
    await using demo = aForum();

    expect(
      (await demo.app.inject({ url: '/t/the-sync-icon-keeps-spinning-after-an-update/2/3' })).statusCode,
    ).toBe(200);
  });

  it('hide the staff category from members and show it to staff', async () => {
    await using demo = aForum();

    expect(await look(demo, '/')).not.toContain('Staff notes');
    expect(await look(demo, '/', { cookie: 'demo_member=mira' })).toContain('Staff notes');
    expect((await demo.app.inject({ url: '/t/staff-notes-for-this-week/6' })).statusCode).toBe(404);
  });

  it('keep what was typed when it cannot be published, and say why in the reader’s language', async () => {
    await using demo = aForum();

    const answer = await press(
      demo,
      '/new',
      { title: 'Kurz', raw: 'Auch kurz.', category: '5' },
      { 'accept-language': 'de' },
    );

    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Der Titel ist zu kurz (mindestens 15 Zeichen)');
    expect(answer.body).toContain('Auch kurz.');
  });

  it('do not run what a member typed', async () => {
    await using demo = aForum();
    demo.forum.writePost({
      as: 'nova',
      topicId: 2,
      raw: '<script>alert(1)</script> <img src=x onerror=alert(2)>',
    });

    const answer = await demo.app.inject({ url: '/t/any/2' });

    expect(answer.body).not.toMatch(/alert\(|onerror/);
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
  });

  it('refuse buttons pressed on foreign pages', async () => {
    await using demo = aForum();

    const answer = await press(demo, '/trouble', { mode: 'read-only' }, { 'sec-fetch-site': 'cross-site' });

    expect(answer.statusCode).toBe(403);
    expect(demo.forum.mood.current()).toEqual([]);
  });

  it('make the forum misbehave once, say so on every page, and end it', async () => {
    await using demo = aForum();
    await press(demo, '/trouble', { mode: 'held-for-approval', times: '1' });
    const whileOn = await look(demo, '/');

    await press(demo, '/trouble/stop', {});

    expect(whileOn).toContain('Held for approval: once more');
    expect(await look(demo, '/')).not.toContain('Held for approval');
  });

  it('let somebody new join, whose first post is still to come', async () => {
    await using demo = aForum();

    const answer = await press(demo, '/newcomer', {});

    expect(String(answer.headers['set-cookie'])).toContain('demo_member=juno');
    expect(demo.forum.member('juno').lastPostedAt).toBeNull();
  });

  it('let a member like, edit and delete, and only what is theirs', async () => {
    await using demo = aForum();
    const mine = demo.forum.writePost({ as: 'nova', topicId: 2, raw: 'I have the same question.' });

    await press(demo, '/posts/3/like', {});
    await press(demo, `/posts/${mine.id}/edit`, { raw: 'I have nearly the same question.' });
    const foreign = await press(demo, '/posts/3/edit', { raw: 'Not mine to change.' });
    await press(demo, `/posts/${mine.id}/delete`, {});

    const posts = new Map(demo.forum.posts().map((post) => [post.id, post]));
    expect(posts.get(3)?.likedBy).toContain(demo.forum.member('nova').id);
    expect(foreign.statusCode).toBe(422);
    expect(posts.get(mine.id)).toMatchObject({
      userDeleted: true,
      rawBefore: 'I have nearly the same question.',
    });
  });

  it('post a sample with one click, as often as one likes', async () => {
    const sample = { title: 'Where is it?', raw: 'Where is the button?' };
    await using demo = aForum({}, { samples: [sample] });

    const page = await look(demo, '/');
    const answers = [
      await press(demo, '/new', { ...sample, category: '5' }),
      await press(demo, '/new', { ...sample, category: '5' }),
    ];

    expect(page).toContain('Where is the button?');
    expect(answers.map((answer) => answer.statusCode)).toEqual([303, 303]);
  });

  it('answer a reader with a page and a program with JSON when nothing is there', async () => {
    await using demo = aForum();

    const [reader, program] = [
      await look(demo, '/nothing', { accept: 'text/html' }),
      await look(demo, '/nothing.json'),
    ];

    expect(reader).toContain('What you looked for is not here');
    expect(JSON.parse(program).error_type).toBe('not_found');
  });

  it('say what was left out of a form', async () => {
    await using demo = aForum();

    const answer = await press(demo, '/new', { title: 'A title and nothing else' });

    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Something was left out');
  });
});

describe('the control for other processes', () => {
  it('writes as any member and shows every post', async () => {
    await using demo = aForum();

    const written = await demo.app.inject({
      method: 'POST',
      url: '/demo/posts',
      payload: { as: 'ren', topicId: 2, raw: 'Try this.' },
    });
    const posts: { id: number; username: string }[] = (await demo.app.inject({ url: '/demo/posts' })).json();

    expect(posts.find((post) => post.id === written.json().id)?.username).toBe('ren');
  });

  it('names the place, the value and what is known when asked for something that is not there', async () => {
    await using demo = aForum();

    const answer = await demo.app.inject({
      method: 'POST',
      url: '/demo/posts',
      payload: { as: 'nobody', topicId: 2, raw: 'Hello.' },
    });

    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0]).toMatch(/no member "nobody"; known: .*nova/);
  });

  it('takes no form, so that a foreign page cannot use it', async () => {
    await using demo = aForum();

    const answer = await press(demo, '/demo/misbehaviour', { mode: 'read-only' });

    expect(answer.statusCode).toBe(400);
    expect(demo.forum.mood.current()).toEqual([]);
  });
});
