import { describe, expect, test } from 'vitest';
import { rulebookVersion } from '../../../service/model/ids.ts';
import { findTracking } from '../../../service/rulebook/care/find-tracking.ts';
import { loadRulebook } from '../../../service/rulebook/load-rulebook.ts';
import { layOver } from '../../support/complete-example.ts';
import { careFiles } from '../../support/care-makers.ts';

type Files = Record<string, string>;
const guide = 'resources/talk.md';

function check(change: (files: Files) => void = () => undefined): { code: string; file: string }[] {
  const files = careFiles();
  change(files);
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  const loaded = loadRulebook(all, { version: rulebookVersion('v') });
  return loaded.ok ? [] : loaded.problems.map(({ code, file }) => ({ code, file }));
}

const inRule = (lines: string) => (files: Files) => {
  files['care/talk.yml'] = layOver(files['care/talk.yml'] ?? '', lines);
};
const without = (path: string, key: string) => (files: Files) => {
  files[path] = (files[path] ?? '').replace(new RegExp(`^ *${key}:.*\\n?`, 'm'), '');
};
const replace = (path: string, from: string, to: string) => (files: Files) => {
  expect(files[path]).toContain(from);
  files[path] = (files[path] ?? '').replace(from, to);
};
const inBody = (text: string) => replace(guide, 'You do not', `${text}\n\nYou do not`);

describe('a care rule', () => {
  test('in order is taken', () => {
    expect(check()).toEqual([]);
    expect(check(inRule('as: [banner, message]'))).toEqual([]);
    expect(check(inRule('approvers: [Mira]'))).toEqual([]);
    expect(check(inRule('review_every: 30d'))).toEqual([]);
  });

  test.each<[string, (files: Files) => void, string]>([
    ['shown where others read', inRule('as: reply'), 'care_channel'],
    ['shown where others read, if the message fails', inRule('as: [message, reply]'), 'care_channel'],
    ['shown in the page of a public topic', inRule('as: [card, message]'), 'care_channel'],
    ['shown to staff', inRule('as: whisper'), 'care_channel'],
    ['that does not say where it is shown', without('care/talk.yml', 'as'), 'care_channel'],
    ['sent by itself', inRule('rollout: live'), 'care_rollout'],
    ['that leaves members out', inRule('holdout: 5%'), 'care_holdout'],
    ['that nobody reviews', without('care/talk.yml', 'review_every'), 'care_review'],
    ['that nobody has reviewed yet', without('care/talk.yml', 'reviewed_on'), 'care_review'],
    ['reviewed too seldom', inRule('review_every: 91d'), 'care_review'],
    ['that nobody may send', without('site.yml', 'approvers'), 'care_no_approver'],
    ['that speaks a language without contacts', replace('site.yml', 'en: [', 'de: ['), 'care_no_contact'],
    [
      'translated into a language without contacts',
      (files) => void (files['resources/talk.de.md'] = files[guide] ?? ''),
      'care_no_contact',
    ],
    [
      'in steps that come by themselves',
      (files) => {
        without('care/talk.yml', 'offer')(files);
        inRule('steps: [{ id: one, offer: talk }, { id: two, wait: 3d, offer: talk }]')(files);
      },
      'care_sequence',
    ],
    [
      'with a step that others read',
      (files) => {
        without('care/talk.yml', 'offer')(files);
        inRule('steps: [{ id: one, offer: talk, as: reply }]')(files);
      },
      'care_sequence',
    ],
    ...[
      'on: event\ntype: policy.changed\nplace: { topic: 1 }',
      'on: date\ndate: 12-24\nplace: { topic: 1 }',
      'on: weekly\nday: friday\nplace: { topic: 1 }',
    ].map((lines): [string, (files: Files) => void, string] => [
      `put before everybody (${lines.split('\n')[0]})`,
      (files) => {
        without('care/talk.yml', 'text')(files);
        without('care/talk.yml', 'cases')(files);
        without('care/talk.yml', 'rollout')(files);
        inRule(lines)(files);
      },
      'care_for_everybody',
    ]),
  ])('%s is not taken', (_what, change, code) => {
    expect(check(change).map((problem) => problem.code)).toContain(code);
  });

  test('alone names approvers of its own', () => {
    expect(check(inRule('kind: help\nas: reply')).map(({ code }) => code)).not.toContain('key_of_care');
    expect(check(inRule('kind: help\nas: reply\napprovers: [mira]'))).toEqual([
      { code: 'key_of_care', file: 'care/talk.yml' },
    ]);
  });
});

describe('a guide for hard moments', () => {
  test.each<[string, (files: Files) => void, string]>([
    ['nobody has approved', without(guide, 'approved'), 'care_not_approved'],
    ['was approved by somebody who may not', replace(guide, 'by: mira', 'by: eve'), 'care_approver_unknown'],
    [
      'was approved by nobody of the rule’s own approvers',
      inRule('approvers: [jo]'),
      'care_approver_unknown',
    ],
    ['was changed after it was approved', inBody('Pull yourself together.'), 'care_text_changed'],
    ['got another title', replace(guide, 'Somebody to talk to', 'Cheer up'), 'care_text_changed'],
    [
      'got another link',
      replace(guide, 'tone: care', 'tone: care\nmore: { text: Read on, url: https://help.example/x }'),
      'care_text_changed',
    ],
    ['is light', replace(guide, 'tone: care', 'tone: light'), 'care_tone'],
    ['says nothing of its tone', without(guide, 'tone'), 'care_tone'],
    ['nobody reviews', without(guide, 'review_every'), 'care_guide_review'],
    ['is reviewed too seldom', replace(guide, '90d', '180d'), 'care_guide_review'],
    ['repeats what was written', inBody('About {{topic}}:'), 'care_slot'],
    ['follows who opens a link', inBody('[Read](https://help.example/?utm_source=x).'), 'care_tracking'],
    ['follows who opens a page of the forum', inBody('[Read](/t/talk/5?u=bot).'), 'care_tracking'],
    ['lets somebody count', inBody('[Read](https://bit.ly/3abc).'), 'care_tracking'],
    ['lets a server see who reads', inBody('![x](https://img.example/x.png)'), 'care_tracking'],
    ['lets a server see it in HTML', inBody('<img src="https://img.example/x.png">'), 'care_tracking'],
    [
      'leads on to what follows',
      replace(guide, 'tone: care', 'tone: care\nmore: { text: Read, url: https://help.example/x?id=1 }'),
      'care_tracking',
    ],
    [
      'sends to a contact who follows',
      replace('site.yml', 'day and night"', 'day and night", url: https://help.example/?ref=forum'),
      'care_tracking',
    ],
    [
      'has a translation that nobody approved',
      (files) =>
        void (files['resources/talk.de.md'] =
          '---\ntitle: Jemand zum Reden\nreviewed_on: 2026-11-01\n---\n\nDu bist damit nicht allein.'),
      'care_not_approved',
    ],
    [
      'has a wording that nobody approved',
      (files) =>
        void (files['resources/talk.frustrated.md'] = '---\nreviewed_on: 2026-11-01\n---\n\nThat is hard.'),
      'care_not_approved',
    ],
    [
      'another guide took the place of',
      (files) =>
        void (files['resources/other.md'] = '---\ntitle: Other\nowner: ana\nsupersedes: talk\n---\n\nHello.'),
      'care_not_approved',
    ],
  ])('that %s is not taken', (_what, change, code) => {
    expect(check(change).map((problem) => problem.code)).toContain(code);
  });
});

test('plain addresses are no tracking', () => {
  const text = 'See [this](https://help.example/talk), [that](/t/talk/5) or https://help.example/a#b.';
  expect(findTracking(text)).toEqual([]);
});
