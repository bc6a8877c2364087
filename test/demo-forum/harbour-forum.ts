import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

import { botScopes } from '../../service/demo-forum/api/keys-and-scopes.ts';
import { demoForumApp } from '../../service/demo-forum/app.ts';
import { createDemoForum } from '../../service/demo-forum/demo-forum.ts';
import type { DemoForum, DemoForumOptions } from '../../service/demo-forum/demo-forum.ts';
import type { RecordedExchange } from './recordings.ts';

export interface Harbour {
  forum: DemoForum;
  app: FastifyInstance;
  /** Lets the forum's clock run on. */
  pass(milliseconds: number): void;
  replay(exchange: RecordedExchange): Promise<LightMyRequestResponse>;
  keys: Readonly<Record<string, string>>;
}

const start = Date.parse('2026-11-21T08:00:00.000Z');

/** The demo forum with the members, categories and topics that the recorded forum had. */
export function aHarbour(options: Partial<DemoForumOptions> = {}): Harbour {
  let time = start;
  const forum = createDemoForum({
    store: 'memory',
    seed: false,
    baseUrl: 'http://localhost:3100',
    now: () => new Date(time),
    ...options,
  });
  settle(forum);
  const keys = {
    '<bot-key>': forum.createApiKey({ username: 'waypost' }),
    '<admin-key>': forum.createApiKey(),
    '<bot_granular-key>': forum.createApiKey({
      username: 'waypost',
      scopes: [...botScopes, 'categories:list'],
    }),
    '<admin_readonly-key>': forum.createApiKey({ scopes: ['read'] }),
    '<revoked-key>': forum.createApiKey(),
  };
  forum.revokeApiKey(keys['<revoked-key>']);
  const app = demoForumApp(forum);
  return {
    forum,
    app,
    keys,
    pass: (milliseconds) => void (time += milliseconds),
    replay({ request }) {
      const headers = Object.fromEntries(
        request.headers.map(([name, value]) => [
          name,
          value in keys ? keys[value as keyof typeof keys] : value,
        ]),
      );
      const payload =
        request.body === null || request.body === undefined ? {} : { payload: textOf(request.body) };
      return app.inject({ method: request.method as 'GET', url: request.path, headers, ...payload });
    },
  };
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function settle(forum: DemoForum): void {
  forum.changeMember('waypost', { trustLevel: 1, createdAt: new Date(start - 60_000).toISOString() });
  const member = (
    id: number,
    username: string,
    name: string,
    trustLevel: 0 | 1 | 2 | 3 | 4,
    rest = {},
  ): void => {
    forum.addMember(
      { id, username, name, trustLevel, createdAt: new Date(start - 60_000).toISOString(), ...rest },
      { silent: true },
    );
  };
  member(1, 'harbormaster', 'Harriet Quay', 4, { admin: true, title: 'Harbour Master' });
  member(3, 'mira_mod', 'Mira Modesto', 4, { moderator: true, title: 'Moderator' });
  member(4, 'klaus_b', 'Klaus B. Bäcker', 2, { title: 'Stammgast', locale: 'de' });
  member(5, 'yuki_s', '鈴木 雪', 1, { title: 'Keeper', locale: 'ja' });
  member(6, 'salma_h', 'سلمى حداد', 3, { locale: 'ar' });
  member(7, 'minjun_k', '김민준', 0, { locale: 'ko' });
  member(8, 'ola_n', 'Ola Nordmann', 1, { locale: 'nb_NO' });
  member(9, 'tess_leader', "Tess O'Leary", 4, { title: 'Leader' });
  member(12, 'api_renamed', 'API Made', 0);
  forum.addGroup({ id: 41, name: 'keepers', fullName: 'Lamp Keepers' }, ['klaus_b', 'yuki_s', 'tess_leader']);
  for (const [id, name, parentId] of [
    [4, 'General', null],
    [5, 'Boats', null],
    [6, 'Engines & Rigging', 5],
    [8, 'Retry Lab', null],
  ] as const) {
    forum.addCategory({ id, name, parentId });
  }
  forum.addCategory({ id: 7, name: 'Crew Room', readRestricted: true });
  const old = (writing: Parameters<DemoForum['importPost']>[0]): void =>
    void forum.importPost({ createdAt: new Date(start - 3_600_000).toISOString(), ...writing });

  old({
    as: 'klaus_b',
    title: 'Die neue Boje an der Südmole steht schief',
    categoryId: 5,
    raw: 'Moin, ist die **neue Boje** schief?',
    ids: { topic: 13, post: 14 },
  });
  old({
    as: 'yuki_s',
    topicId: 13,
    raw: '私も見ました。昨日の夜、灯台の光が消えていました。大丈夫でしょうか？🗼✨',
    ids: { post: 15 },
  });
  old({ as: 'tess_leader', topicId: 13, raw: 'شكرا يا @klaus_b. سأسأل غدا.', ids: { post: 16 } });
  old({ as: 'minjun_k', topicId: 13, raw: '안녕하세요! 저는 새로 가입한 회원입니다.', ids: { post: 17 } });
  old({ as: 'tess_leader', topicId: 13, raw: 'A whisper among staff.', ids: { post: 19 }, type: 4 });
  old({
    as: 'ola_n',
    topicId: 13,
    raw: 'The harbour log of the night, line by line.',
    replyToPostNumber: 1,
    ids: { post: 20 },
  });
  forum.likePost({ as: 'yuki_s', postId: 16 });
  old({
    as: 'klaus_b',
    title: 'Nur für dich, Yuki',
    to: ['yuki_s'],
    raw: 'Hallo Yuki, das ist privat.',
    ids: { topic: 21, post: 39 },
  });
  old({
    as: 'mira_mod',
    title: 'Supplier contract (crew only)',
    categoryId: 7,
    raw: 'Staff talk, not for members.',
    ids: { topic: 23, post: 43 },
  });
  old({
    as: 'klaus_b',
    title: 'A reminder please',
    to: ['waypost'],
    raw: 'Remind me of the buoy, please.',
    ids: { topic: 24, post: 45 },
  });
  old({ as: 'waypost', topicId: 13, raw: 'The report of this week is ready.', ids: { post: 46 } });
  old({
    as: 'waypost',
    title: 'Weekly digest of the harbour, week 47',
    categoryId: 5,
    raw: 'This is the weekly digest.',
    ids: { topic: 28, post: 52 },
  });
  old({
    as: 'salma_h',
    title: 'A topic that will be deleted',
    categoryId: 5,
    raw: 'It will be deleted for good.',
    ids: { topic: 34, post: 71 },
  });
  forum.deleteTopic({ as: 'harbormaster', topicId: 34 });
  old({
    as: 'klaus_b',
    title: 'A topic of somebody else',
    categoryId: 5,
    raw: 'Somebody else asks something here.',
    ids: { topic: 35, post: 72 },
  });
  old({
    as: 'klaus_b',
    title: 'Another topic of somebody else',
    categoryId: 5,
    raw: 'Somebody else asks something there.',
    ids: { topic: 36, post: 73 },
  });
  old({
    as: 'waypost',
    title: 'Announcements of the service account only',
    categoryId: 5,
    raw: 'Only the service account writes.',
    ids: { topic: 32, post: 74 },
  });
}
