/**
 * Every reason that a decision, an offer or an event can carry. A code is stored and never renamed;
 * its sentence lives in `engine/say-reason.ts`, which does not compile until each code has one.
 */
export type ReasonCode =
  // why a rule was considered
  | 'text_matched'
  | 'care_words_found'
  | 'first_post'
  | 'new_topic'
  | 'new_post'
  | 'post_was_edited'
  | 'stage_was_entered'
  | 'question_asked'
  | 'place_for_questions'
  | 'bot_was_mentioned'
  | 'topic_went_unanswered'
  | 'topic_was_solved'
  | 'topic_was_unsolved'
  | 'solution_was_accepted'
  | 'topic_was_closed'
  | 'topic_was_reopened'
  | 'topic_was_moved'
  | 'topic_was_tagged'
  | 'post_was_liked'
  | 'stage_was_left'
  | 'stage_has_stalled'
  | 'anniversary_came'
  | 'count_was_reached'
  | 'sequence_step_came'
  | 'badge_was_granted'
  | 'member_was_promoted'
  | 'member_was_approved'
  | 'group_was_joined'
  | 'group_was_left'
  | 'category_was_first_visited'
  | 'flag_was_agreed'
  | 'outside_event_came'
  | 'date_came'
  | 'calendar_event_near'
  // the trigger
  | 'trigger_details_not_matched'
  | 'not_a_question'
  | 'bot_not_mentioned'
  | 'likes_unknown'
  | 'topic_not_solved'
  | 'tag_taken_off'
  | 'needs_private_channel'
  | 'slot_unknown'
  | 'trigger_not_matched'
  | 'rule_is_draft'
  // the text
  | 'text_not_matched'
  | 'text_excluded'
  | 'text_too_long'
  // where
  | 'category_not_matched'
  | 'category_excluded'
  | 'category_unknown'
  | 'tag_not_matched'
  | 'tag_excluded'
  | 'tags_unknown'
  | 'not_the_opening_post'
  | 'topic_state_not_matched'
  | 'topic_state_unknown'
  | 'category_not_public'
  | 'category_publicity_unknown'
  | 'no_post_to_answer'
  // who
  | 'not_the_first_post'
  | 'first_post_unknown'
  | 'trust_level_not_matched'
  | 'trust_level_unknown'
  | 'stage_not_matched'
  | 'stage_unknown'
  | 'posts_not_matched'
  | 'posts_unknown'
  | 'member_for_not_matched'
  | 'joined_unknown'
  | 'group_not_matched'
  | 'group_excluded'
  | 'groups_unknown'
  | 'locale_not_matched'
  | 'locale_unknown'
  // no longer needed, or no longer possible
  | 'sequence_begun'
  | 'step_gone'
  | 'goal_reached'
  | 'step_not_needed'
  | 'step_need_unknown'
  | 'human_answered'
  | 'replies_unknown'
  | 'topic_solved'
  | 'topic_closed'
  | 'topic_archived'
  | 'topic_deleted'
  | 'topic_unreadable'
  | 'post_deleted'
  | 'post_unreadable'
  | 'post_edited_away'
  | 'out_of_date'
  // restraint
  | 'opted_out'
  | 'member_paused'
  | 'bot_ignored'
  | 'kind_declined'
  | 'kind_snoozed'
  | 'channel_declined'
  | 'no_channel'
  | 'member_gone'
  | 'forum_paused'
  | 'rule_paused'
  | 'already_offered'
  | 'another_offer_exists'
  | 'another_rule_won'
  | 'holdout'
  | 'cap_reached'
  | 'cap_deferred'
  | 'quiet_hours'
  | 'member_quiet_hours'
  | 'waiting_for_humans'
  // the rulebook
  | 'rule_is_shadow'
  | 'needs_approval'
  | 'was_rejected'
  | 'nobody_decided'
  | 'rule_overdue'
  | 'rule_gone'
  | 'calendar_event_gone'
  | 'rule_demoted'
  | 'resource_gone'
  | 'resource_overdue'
  | 'resource_over'
  | 'situation_told'
  // stages
  | 'stage_condition_met'
  | 'stage_kept'
  | 'stage_facts_unknown'
  | 'stage_none_fits'
  // sending
  | 'refused_by_forum'
  | 'message_refused'
  | 'refused_by_plugin'
  | 'not_for_member'
  | 'not_visible_to_member'
  | 'bot_cannot_post'
  | 'text_rejected'
  | 'different_offer'
  | 'plugin_away'
  | 'forum_unreachable'
  | 'awaiting_approval'
  | 'answer_lost'
  | 'removed_by_moderator'
  | 'deleted_by_author'
  | 'bot_already_in_topic';

/** Why something came out as it did: a stable code and the values that its sentence names. */
export interface Reason {
  code: ReasonCode;
  values?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Codes that say why a rule was looked at; all others say why an offer came, waited or was held. */
export const reasonsToConsider: readonly ReasonCode[] = [
  'text_matched',
  'care_words_found',
  'first_post',
  'new_topic',
  'new_post',
  'post_was_edited',
  'stage_was_entered',
  'question_asked',
  'place_for_questions',
  'bot_was_mentioned',
  'topic_went_unanswered',
  'topic_was_solved',
  'topic_was_unsolved',
  'solution_was_accepted',
  'topic_was_closed',
  'topic_was_reopened',
  'topic_was_moved',
  'topic_was_tagged',
  'post_was_liked',
  'stage_was_left',
  'stage_has_stalled',
  'anniversary_came',
  'count_was_reached',
  'sequence_step_came',
  'badge_was_granted',
  'member_was_promoted',
  'member_was_approved',
  'group_was_joined',
  'group_was_left',
  'category_was_first_visited',
  'flag_was_agreed',
  'outside_event_came',
  'date_came',
  'calendar_event_near',
];
