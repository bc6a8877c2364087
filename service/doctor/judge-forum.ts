import { type Finding, findingsAbout } from './finding.ts';

/** What the forum's own address answered. */
export type ForumAnswer =
  | { answered: true; status: number; clockAheadMs: number | null; ms: number }
  | { answered: false; code: string };

const about = findingsAbout('forum');
const clock = findingsAbout('clock');

export function judgeForum(url: string, answer: ForumAnswer): Finding[] {
  if (!answer.answered)
    return [
      about.bad(
        `${url} does not answer (${answer.code})`,
        'nothing can be read or sent; webhooks that come meanwhile are kept',
        'look whether the forum runs, and whether this machine may reach it',
      ),
    ];
  if (answer.status >= 300 && answer.status < 400)
    return [
      about.bad(
        `${url} sends its visitors to another address (${answer.status})`,
        'Waypost follows no redirect with a key in its hand',
        'set DISCOURSE_URL to the address where the forum really is, path included',
      ),
    ];
  if (answer.status >= 400)
    return [
      about.bad(
        `${url} answers ${answer.status}`,
        'that is no healthy Discourse',
        'is DISCOURSE_URL right, its path included? Else look at the forum itself',
      ),
    ];
  return [about.good(`${url} answers in ${Math.round(answer.ms)} ms`)];
}

const someMs = 5_000;
const muchMs = 60_000;

/** Clocks of the forum and of Postgres beside this machine's; positive: the other one is ahead. Null: it did not say. */
export function judgeClocks(aheadMs: { forum: number | null; postgres: number | null }): Finding[] {
  return (['forum', 'postgres'] as const).map((name) => {
    const whose = name === 'forum' ? 'the forum' : 'Postgres';
    const difference = aheadMs[name];
    if (difference === null) return clock.notChecked(`${whose} did not say what time it is`);
    const seconds = Math.round(Math.abs(difference) / 1_000);
    if (Math.abs(difference) < someMs) return clock.good(`${whose} and this machine agree on the time`);
    const what = `${whose} is ${seconds} s ${difference > 0 ? 'ahead of' : 'behind'} this machine`;
    const why = 'waits, quiet hours and “too old to answer” are counted from these clocks';
    const todo = 'let both machines keep time (NTP, chrony, systemd-timesyncd)';
    return Math.abs(difference) < muchMs ? clock.warning(what, why, todo) : clock.bad(what, why, todo);
  });
}
