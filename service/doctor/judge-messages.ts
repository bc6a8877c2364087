import { type Finding, findingsAbout } from './finding.ts';

export interface MessagesSeen {
  username: string;
  /** Rules that send private messages. */
  rules: readonly string[];
  /** The forum's site settings; null without an administrator's key. */
  settings: ReadonlyMap<string, string> | null;
  /** Ids of the bot's groups; null where nobody told. */
  groups: readonly number[] | null;
  /** Of the bot; null where its profile is hidden. */
  trustLevel: number | null;
}

const about = findingsAbout('bot');
const setting = 'personal_message_enabled_groups';
const everyone = 0;
/** Discourse's own groups trust_level_0 to trust_level_4. */
const trustLevels = [10, 11, 12, 13, 14];

/** Whether the forum lets the bot begin private messages, where rules send any. */
export function judgeMessages({ username, rules, settings, groups, trustLevel }: MessagesSeen): Finding[] {
  if (rules.length === 0) return [];
  const told = settings?.get(setting);
  if (told === undefined)
    return [about.notChecked('whether the bot may send private messages', '--admin-key-file shows it')];
  const may = told.split('|').flatMap((id) => (id === '' ? [] : [Number(id)]));
  const own = [everyone, ...(groups ?? []), ...trustLevels.slice(0, (trustLevel ?? -1) + 1)];
  if (may.some((id) => own.includes(id))) return [about.good(`@${username} may send private messages`)];
  if (groups === null && may.some((id) => id > 14))
    return [about.notChecked(`whether @${username} is in one of the groups of ${setting}`)];
  return [
    about.bad(
      `@${username} may not send private messages (${setting})`,
      `the forum refuses every message of ${rules.join(', ')}`,
      `put the bot into one of the groups that ${setting} names, or name one that it is in`,
    ),
  ];
}
