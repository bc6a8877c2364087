import type { Capabilities } from '../model/plugin.ts';
import { type Finding, findingsAbout } from './finding.ts';

export interface BotSeen {
  username: string;
  /** Null: there is no such account, or it may not be seen. */
  profile: { trustLevel: number; isStaff: boolean; suspendedTill: Date | null } | null;
  /** What administrators alone see; null without their key. */
  standing: {
    active: boolean;
    silencedTill: string | null;
    suspendedTill: string | null;
    groupIds: readonly number[] | null;
  } | null;
  /** What the plugin says of it; null or absent where it does not. */
  pluginSays?: Capabilities['bot'];
  /** Site settings that concern its posts; null without an administrator's key. */
  settings: ReadonlyMap<string, string> | null;
}

const about = findingsAbout('bot');
const needsAdmin = '--admin-key-file shows it';

export function judgeBot({ username, profile, standing, settings, pluginSays = null }: BotSeen): Finding[] {
  if (profile === null)
    return [
      about.bad(
        `@${username} is not there, or hides its profile`,
        'without its account Waypost cannot tell its own posts from those of members',
        'waypost connect makes it',
      ),
    ];
  return [
    ...judgeRights(username, profile),
    ...judgeStanding(username, { profile, standing, pluginSays }),
    ...judgeApproval(settings),
    ...judgePlugin(username, settings),
  ];
}

function judgeRights(username: string, { trustLevel, isStaff }: NonNullable<BotSeen['profile']>): Finding[] {
  if (isStaff)
    return [
      about.bad(
        `@${username} is a member of staff`,
        'staff may write into closed topics, as often as they like, and Discourse stops no repetition of theirs: its own safety nets are off',
        'take its rights away, in Admin → Users',
      ),
    ];
  if (trustLevel < 2)
    return [
      about.bad(
        `@${username} has trust level ${trustLevel}`,
        'below 2 Discourse stops it after ten replies on its first day',
        'set trust level 2, in Admin → Users, or run waypost connect',
      ),
    ];
  return [about.good(`@${username} is not staff and has trust level ${trustLevel}`)];
}

function judgeStanding(
  username: string,
  seen: {
    profile: NonNullable<BotSeen['profile']>;
    standing: BotSeen['standing'];
    pluginSays: Capabilities['bot'];
  },
): Finding[] {
  const { profile, standing, pluginSays } = seen;
  const stopped = (how: string): Finding =>
    about.bad(
      `@${username} is ${how}`,
      'nothing it writes appears',
      'ask the moderators why: they may have had a reason. Lift it in Admin → Users',
    );
  if (profile.suspendedTill !== null || standing?.suspendedTill) return [stopped('suspended')];
  if (pluginSays === 'silenced') return [stopped('silenced')];
  if (standing === null && pluginSays === 'able') return [about.good('it is neither silenced nor suspended')];
  if (standing === null) return [about.notChecked('whether the bot is silenced or switched off', needsAdmin)];
  if (standing.silencedTill) return [stopped('silenced')];
  if (!standing.active) return [stopped('switched off')];
  return [
    about.good('it is neither silenced nor suspended'),
    about.notChecked(
      'who ignores the bot: Discourse tells nobody. The plugin obeys it, and an answer such as “stop sending me these” is always heard',
    ),
  ];
}

/** Posts of accounts below this level wait for a moderator. */
function judgeApproval(settings: BotSeen['settings']): Finding[] {
  const level = Number(settings?.get('approve_unless_trust_level') ?? 0);
  if (level <= 2) return [];
  return [
    about.warning(
      `posts below trust level ${level} wait for a moderator (approve_unless_trust_level)`,
      'every reply of the bot waits too',
      'put the bot into a group that approve_unless_allowed_groups names',
    ),
  ];
}

/** The plugin obeys one account alone. */
function judgePlugin(username: string, settings: BotSeen['settings']): Finding[] {
  if (settings === null || !settings.has('waypost_enabled')) return [];
  const why = 'the plugin shows nothing for Waypost then: no cards, no banners, no preferences of members';
  const todo = 'waypost connect sets it';
  if (settings.get('waypost_enabled') !== 'true')
    return [about.warning('the Waypost plugin is there and switched off', why, todo)];
  const its = settings.get('waypost_bot_username') ?? '';
  if (its.toLowerCase() === username.toLowerCase()) return [about.good(`the plugin obeys @${username}`)];
  return [
    about.warning(`the plugin obeys ${its === '' ? 'nobody' : `@${its}`}, not @${username}`, why, todo),
  ];
}
