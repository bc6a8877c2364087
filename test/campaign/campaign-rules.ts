import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the checker counts against, read from here and never from the program under test. */
export interface CampaignRule {
  id: string;
  /** A post with these words makes the rule fire. */
  phrase: string;
  /** In every reply of the rule and nowhere else: tells from the forum's own posts which rule has spoken. */
  sign: string;
  perMember: number;
  perSite: number;
}

export interface CampaignLimits {
  rules: readonly CampaignRule[];
  member: number;
  forum: number;
  topic: number;
}

/** Limits far below what the load asks for, so that most of it is over the cap; for `members` accounts. */
export function campaignLimits(members: number): CampaignLimits {
  return {
    rules: [
      { id: 'alpha', phrase: 'amber lighthouse', sign: 'Guide Alpha 7319', perMember: 2, perSite: members },
      {
        id: 'beta',
        phrase: 'brass telescope',
        sign: 'Guide Beta 2604',
        perMember: 1,
        perSite: Math.ceil(members / 2),
      },
      { id: 'gamma', phrase: 'copper harbour', sign: 'Guide Gamma 5187', perMember: 3, perSite: members * 2 },
    ],
    member: 4,
    forum: members * 3,
    topic: 1,
  };
}

/** Writes a rules folder. The first rule defers what is over its cap, the others drop it. */
export async function writeCampaignRules(folder: string, limits: CampaignLimits): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  await writeFile(
    join(folder, 'site.yml'),
    `locale: en\nlanguages: [en]\ncaps:\n  member: ${limits.member} per day\n  member_spacing: 0s\n  member_rule: 5 per 30d\n  forum: ${limits.forum} per day\n  topic: ${limits.topic}\n`,
  );
  await writeFile(join(folder, 'stages.yml'), 'stages:\n  - id: member\n    when: {}\n');
  for (const [index, rule] of limits.rules.entries()) {
    await writeFile(
      join(folder, `${rule.id}.yml`),
      [
        `id: ${rule.id}`,
        'goal: The campaign counts what it does',
        'owner: campaign',
        'on: post.created',
        `text: { any: [${rule.phrase}] }`,
        `offer: ${rule.id}`,
        'wait: 60s',
        'fresh_for: 1d',
        `limit: { member: ${rule.perMember} per day, site: ${rule.perSite} per day, over: ${index === 0 ? 'defer' : 'drop'} }`,
        'rollout: live',
        `cases: { fires: [the ${rule.phrase}, a ${rule.phrase}], silent: [{ text: nothing }, { text: still nothing }] }`,
        '',
      ].join('\n'),
    );
    await writeFile(
      join(folder, 'resources', `${rule.id}.md`),
      `---\ntitle: ${rule.id}\nowner: campaign\n---\n\nHello {{member}}, this is ${rule.sign}.\n`,
    );
  }
}
