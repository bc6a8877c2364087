import { type Finding, findingsAbout } from './finding.ts';
import type { ForumAnswer } from './judge-forum.ts';

const about = findingsAbout('forum');

/** The demo forum lives in the running Waypost, which makes its key, bot and webhook at each start: there is nothing to judge of those. */
export function judgeDemo(url: string, answer: ForumAnswer): Finding[] {
  if (!answer.answered || answer.status >= 400)
    return [
      about.notChecked(
        `the demo forum does not answer at ${url}`,
        'npm start starts it, with Waypost; it is looked for by HOST, PORT and DEMO_FORUM_PORT',
      ),
    ];
  return [
    about.good(
      `the demo forum answers at ${url}; key, bot and webhook are its own. For a real one: waypost connect`,
    ),
  ];
}
