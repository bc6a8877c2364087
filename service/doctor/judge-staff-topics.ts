import { type Finding, findingsAbout } from './finding.ts';

/** A topic in which Waypost tells the staff something. */
export interface StaffTopicSeen {
  /** `ALERT_TOPIC`, or `review.topic` of site.yml. */
  setting: string;
  topic: number;
  /** `unreadable`: the bot cannot see it. */
  readers: 'everybody' | 'some' | 'unknown' | 'unreadable';
  /** The groups that read its category; null for a message, and without an administrator's key. */
  groups: readonly string[] | null;
  mayReply: boolean | null;
}

const about = findingsAbout('topics');
const ofStaff: ReadonlySet<string> = new Set(['staff', 'admins', 'moderators']);
/** Groups that every member is in, or comes into by and by. */
const openToMembers: ReadonlySet<string> = new Set([
  'everyone',
  ...[0, 1, 2, 3, 4].map((level) => `trust_level_${level}`),
]);
const why = 'what is told there names rules, and what is wrong with the forum; it is for the staff alone';

/** Whether the topics that are meant for the staff are read by the staff alone, and can be written to. */
export function judgeStaffTopics(topics: readonly StaffTopicSeen[]): Finding[] {
  return topics.flatMap((seen) => [...judgeReaders(seen), ...judgeWriting(seen)]);
}

function judgeReaders({ setting, topic, readers, groups }: StaffTopicSeen): Finding[] {
  const it = `topic ${topic} (${setting})`;
  if (readers === 'unreadable')
    return [
      about.bad(
        `the bot cannot see ${it}`,
        'nothing can be told there',
        'let a group that the bot is in read and write in its category, or name another topic',
      ),
    ];
  if (readers === 'everybody')
    return [
      about.bad(
        `everybody can read ${it}`,
        `${why}. Waypost tells nothing there`,
        'move it to a category of the staff, or name another topic',
      ),
    ];
  if (readers === 'unknown')
    return [
      about.bad(
        `whether everybody can read ${it} is not known`,
        `${why}. Waypost tells nothing there`,
        'look at its category',
      ),
    ];
  if (groups === null)
    return [about.good(`${it} is not open to everybody`), about.notChecked(`which groups read ${it}`)];
  const others = groups.filter((group) => !ofStaff.has(group));
  const open = others.filter((group) => openToMembers.has(group));
  if (open.length > 0)
    return [about.bad(`${open.join(', ')} may read ${it}`, why, 'move it to a category of the staff')];
  if (others.length === 0) return [about.good(`${it} is read by the staff alone`)];
  return [
    about.warning(
      `${it} is read by ${others.join(', ')} too`,
      why,
      'nothing, if those are the people meant; else move it to a category of its own',
    ),
  ];
}

function judgeWriting({ setting, topic, readers, mayReply }: StaffTopicSeen): Finding[] {
  if (readers === 'unreadable' || mayReply !== false) return [];
  return [
    about.bad(
      `the bot may not reply in topic ${topic} (${setting})`,
      'nothing can be told there',
      'is it closed or archived? Else let a group that the bot is in write in its category',
    ),
  ];
}
