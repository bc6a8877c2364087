import type { Reason, ReasonCode } from '../model/decision.ts';

/** What would have to be different for this reason not to stand in the way, as the end of "it would fire if …"; null where nothing about the post or the member can change it. */
export function sayChange({ code, values = {} }: Reason): string | null {
  const change = changes[code];
  if (change === undefined) return null;
  if (code === 'not_the_opening_post')
    return values['expected'] === false ? 'it were a later post of the topic' : 'it opened a topic';
  return change.replace(/\{([a-zA-Z]+)\}/g, (_whole, name: string) => String(values[name] ?? '?'));
}

const changes: Partial<Readonly<Record<ReasonCode, string>>> = {
  trigger_not_matched: 'this were {expected}',
  trigger_details_not_matched: '{key} were {expected}',
  not_a_question: 'the title or the text asked something',
  bot_not_mentioned: 'the post called Waypost by name',
  likes_unknown: 'the likes were known',
  topic_not_solved: 'the topic were solved still',
  tag_taken_off: 'the topic still had the tag {tag}',
  rule_is_draft: 'the rule left draft',
  text_not_matched: 'the post said one of: {phrases}',
  text_excluded: 'the post did not say “{phrase}”',
  text_too_long: 'the post were shorter',
  category_not_matched: 'the topic were in {expected}',
  category_excluded: 'the topic were not in {category}',
  category_unknown: 'the category were known',
  tag_not_matched: 'the topic had one of the tags {expected}',
  tag_excluded: 'the topic had not the tag {tag}',
  tags_unknown: 'the tags were known',
  not_the_opening_post: '',
  topic_state_not_matched: 'the topic being {state} were {expected}',
  category_not_public: 'everybody could read the category, or site.yml named it under private_categories',
  not_the_first_post: 'it were the member’s first post',
  first_post_unknown: 'it were known to be the member’s first post',
  trust_level_not_matched: 'the member had trust level {expected}',
  trust_level_unknown: 'the trust level were known',
  stage_not_matched: 'the member were {expected}',
  stage_unknown: 'the member’s stage were known',
  group_not_matched: 'the member were in {expected}',
  group_excluded: 'the member were not in {group}',
  groups_unknown: 'the member’s groups were known',
  locale_not_matched: 'the member read {expected}',
  locale_unknown: 'the member’s language were known',
  human_answered: 'nobody had answered yet',
  topic_solved: 'the topic were not solved',
  topic_closed: 'the topic were open',
  opted_out: 'the member had not said stop',
  member_paused: 'the member had not paused all help',
  bot_ignored: 'the member did not ignore the bot',
  kind_declined: 'the member had not switched off the kind {kind}',
  kind_snoozed: 'the member had not put off the kind {kind}',
  channel_declined: 'the member had not switched off this way ({channel})',
  forum_paused: 'Waypost were not paused',
  rule_paused: 'the rule were not paused',
  already_offered: 'the rule had not offered this before',
  another_rule_won: 'the rule {rule} were silent',
  cap_reached: 'the limit ({scope}, {limit}) were not used up',
  resource_overdue: 'somebody had reviewed the guide {resource}',
};
