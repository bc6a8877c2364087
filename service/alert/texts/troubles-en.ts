import type { TroubleTexts } from './trouble-texts.ts';

export const troublesEn: TroubleTexts = {
  hook_silent: {
    title: 'The forum’s webhook is silent',
    means:
      '{missed} posts of the last hour were found by reading the forum, and no webhook told of them. Guides come a minute late; likes, edits and new members are not heard of.',
    next: 'Look at Admin, API, Webhooks: Discourse switches a webhook off after repeated failures. “waypost doctor” says what is wrong with it.',
  },
  work_late: {
    title: 'Waypost is {minutes} minutes behind ({stage})',
    means:
      '{due} pieces of work are due. Guides arrive late, or are dropped because they are no longer wanted.',
    next: 'Look at the page Now. Start another “waypost work”, or see whether Postgres and the forum answer.',
  },
  no_worker: {
    title: 'No worker of Waypost is running',
    means: 'Webhooks are kept, and nothing is decided or sent.',
    next: 'Start “waypost work”; the journal of the last one says why it ended.',
  },
  circuit_open: {
    title: 'Waypost cannot reach {forum}',
    means:
      'The forum does not answer as it should ({why}). Nothing is lost, and nothing is offered meanwhile.',
    next: 'See whether the forum is up. Waypost goes on by itself once it answers.',
  },
  key_refused: {
    title: '{forum} refuses Waypost’s key',
    means:
      'The key was revoked, or the bot’s account is suspended, silenced or gone. Nothing is offered until it is accepted again.',
    next: 'Look at the bot’s account and at Admin, API, Keys; “waypost doctor” says which it is, “waypost connect” makes what is missing.',
  },
  bot_silenced: {
    title: '{forum} has silenced Waypost’s bot',
    means: 'Moderators, or many flags, have silenced its account. It writes nothing until that is lifted.',
    next: 'Ask the moderators why, and look at what it wrote last. What waits is sent once it may write again, as long as it is still fresh.',
  },
  rules_rejected: {
    title: 'The newest rules are not in force, faults: {faults}',
    means: 'The last good version decides; what was changed is not in force.',
    next: 'The page Rules names file and line; “waypost check” does so before anything is pushed.',
  },
  rule_burst: {
    title: 'The rule {rule} was paused by itself',
    means:
      'It offered {fired} times in ten minutes; usually it is {usual} in a busy hour. Nobody was sent what had not gone yet.',
    next: 'Look at what it answered. If it was right, resume it on the page Rules; if not, correct it first.',
  },
  rule_unhelpful: {
    title: 'The rule {rule} was paused by itself: it does not help',
    means:
      'Of {judged} members whose guide was judged, {bad} were given something that was no help, was flagged with the consent of moderators, or was deleted or rewritten by them. Nobody was sent what had not gone yet.',
    next: 'The page “Did it help?” of the rule shows what happened. Correct the rule or its guide, then resume it on the page Rules; only what is judged from then on counts.',
  },
  needs_person: {
    title: '{total} things wait for a person',
    means:
      '{quarantined} webhooks could not be read, {events} events could not be decided, {offers} offers ended for good.',
    next: 'Look at the page “Needs a person”, and put back what was mended.',
  },
  signals_lost: {
    title: 'Signals of the forum’s plugin were lost',
    means:
      'Its outbox was read too late. Some of what members did with their cards is not counted; their wishes were read again.',
    next: 'Nothing, if Waypost was away for long. Otherwise see why the outbox is not read.',
  },
  reviews_waiting: {
    title: '{waiting} offers wait for an approval',
    means:
      'The oldest has waited for {hours} hours. What nobody decides ends by itself, and the member hears nothing.',
    next: 'Look at the page Approvals.',
  },
};
