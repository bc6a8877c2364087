import type { ForumOutline } from '../../model/forum-outline.ts';

/** The text of `forum.yml`: one line for each category, so that a change of the forum shows as a change of lines. */
export function writeSnapshot({ address, takenAt, categories, tags, groups, plugin }: ForumOutline): string {
  const lines = [
    '# What rules may name of this forum. Written by `waypost snapshot`; write it anew when the forum has changed.',
    `forum: ${quoted(address)}`,
    `taken_on: ${takenAt.toISOString().slice(0, 10)}`,
    categories.length === 0 ? 'categories: []' : 'categories:',
    ...categories.map(
      ({ slug, below, open }) =>
        `  - { slug: ${quoted(slug)}${below === null ? '' : `, below: ${quoted(below)}`}${open ? '' : ', open: false'} }`,
    ),
    ...listOf('tags', tags),
    ...listOf('groups', groups),
    plugin === null
      ? 'plugin: null'
      : `plugin: { version: ${quoted(plugin.version)}, channels: [${plugin.channels.join(', ')}] }`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Null stays away: then nothing is known, which is not the same as none. */
function listOf(key: string, names: readonly string[] | null): string[] {
  if (names === null) return [`# ${key}: could not be read, so rules are not held to them`];
  return names.length === 0 ? [`${key}: []`] : [`${key}:`, ...names.map((name) => `  - ${quoted(name)}`)];
}

function quoted(text: string): string {
  const isPlain = /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
