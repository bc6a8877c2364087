/** What the bot's key may do, and what for. No more: what it cannot do, nobody can do with it. */
export const botScopes: Readonly<Record<string, string>> = {
  'topics:write': 'to reply and to send messages',
  'topics:read': 'to look at a topic again before replying, and to find a reply whose answer was lost',
  'posts:list': 'to find posts that no webhook told of',
  'posts:edit': 'to fold a reply that is no longer needed',
  'posts:delete': 'to take back a doubled reply of its own',
  'users:show': 'to know how long a member has been there',
};

/** Those of the plugin, where it is. */
export const pluginScopes: Readonly<Record<string, string>> = {
  'waypost:offers': 'to show cards, messages and banners',
  'waypost:signals': 'to hear what members want',
  'waypost:facts': 'to ask for many members at once',
  'waypost:resources': 'to give the forum the directory of guides',
  'waypost:capabilities': 'to know what the plugin can do',
};

/** What the bot's key should have on a forum that offers these scopes. */
export function scopesFor(offered: ReadonlyMap<string, unknown>): {
  wanted: readonly string[];
  missing: readonly string[];
} {
  const names = [...Object.keys(botScopes), ...Object.keys(pluginScopes).filter((name) => offered.has(name))];
  return {
    wanted: names.filter((name) => offered.has(name)),
    missing: names.filter((name) => !offered.has(name)),
  };
}
