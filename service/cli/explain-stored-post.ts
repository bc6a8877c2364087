import { considerRule, phrasesOf } from '../engine/consider.ts';
import { unknown } from '../model/fact.ts';
import { postId, topicId } from '../model/ids.ts';
import type { StoryDecision, StoryEvent } from '../storage/reports/story-of-post.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { CommandError } from './command-error.ts';
import { markEvidence, printAnswer } from './print-explanation.ts';
import { withToolbox } from './toolbox.ts';

/** What was decided over a post of the forum, and why every other rule passed it over. */
export async function explainStoredPost(named: string, all: boolean): Promise<void> {
  await withToolbox(async ({ forum, stores: { reports }, rulebook }) => {
    const address = addressOf(named);
    const id = await reports.findPost(forum, address);
    const story = id === null ? null : await reports.storyOfPost(forum, id);
    if (story === null || story.events.length === 0)
      throw new CommandError(`Nothing is known of ${named}: Waypost has never seen this post.`);
    for (const event of story.events.filter(({ postId: about }) => about === story.postId))
      process.stdout.write(`${printEvent(event, rulebook(), all)}\n`);
  });
}

function printEvent(event: StoryEvent, rulebook: Rulebook, all: boolean): string {
  const at = event.occurredAt.toISOString().slice(0, 16).replace('T', ' ');
  const evidence = event.decisions.flatMap((decision) => decision.evidence);
  const text =
    event.text === null
      ? '(the text is no longer kept; what was found in it is in the reasons below)'
      : `${markEvidence(event.text.title, evidence, 'title')}\n\n${markEvidence(event.text.raw, evidence, 'body').trimEnd()}`;
  const decided = event.decisions.map((decision) => [
    printAnswer({ ...decision, file: null, limits: [] }),
    `    Decided ${decision.decidedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC at “${decision.rung}”${sameRules(decision, rulebook)}.`,
    ...printFacts(decision.facts),
  ]);
  const rest = event.text === null ? [] : passedOver(event, event.text, rulebook, all);
  return [
    `${event.kind} at ${at} UTC, ${event.state}${event.reason === null ? '' : ` (${event.reason})`}`,
    '',
    text,
    '',
    ...decided.flat(),
    ...rest,
    '',
  ].join('\n');
}

function sameRules(decision: StoryDecision, rulebook: Rulebook): string {
  return decision.rulebook === rulebook.version ? '' : ', by rules that have been changed since';
}

/** Each fact that was known, with its source and its age at the decision. */
function printFacts(facts: StoryDecision['facts']): string[] {
  const known = Object.entries(facts).flatMap(([name, fact]) => {
    if (typeof fact !== 'object' || fact === null || !('value' in fact) || !('source' in fact)) return [];
    const at = 'at' in fact ? `, ${String(fact.at).slice(0, 16).replace('T', ' ')}` : '';
    return [`${name} ${JSON.stringify(fact.value)} (${String(fact.source)}${at})`];
  });
  return known.length === 0 ? [] : [`    Facts: ${known.join(' · ')}`];
}

/** Rules without a stored decision: asked again, by the present rules and by what the text alone tells. */
function passedOver(
  event: StoryEvent,
  text: { title: string; raw: string },
  rulebook: Rulebook,
  all: boolean,
): string[] {
  const notKept = unknown('not kept with the event');
  const local = { categorySlugs: notKept, tags: notKept, postCount: notKept };
  const decided = new Set(event.decisions.map(({ rule }) => rule));
  const found = phrasesOf(rulebook, text);
  return [...rulebook.rules.values()].flatMap((rule) => {
    if (decided.has(rule.id) || event.content === null) return [];
    const look = considerRule({ rulebook, rule, event: event.content, local, found });
    if ('considered' in look)
      return [
        `· ${rule.id}: passed over; the text matches, so its category, tags or the rules of then kept it out`,
      ];
    if (!all && look.against.some(({ code }) => code === 'trigger_not_matched')) return [];
    return [
      printAnswer({
        rule: rule.id,
        file: rule.file,
        verdict: 'passed over',
        because: look.against,
        evidence: [],
        limits: [],
      }),
    ];
  });
}

function addressOf(named: string) {
  const topic = /\/t\/(?:[^/]*[^/\d][^/]*\/|-\/)?(\d{1,9})(?:\/(\d{1,9}))?/.exec(named);
  if (topic?.[1] !== undefined)
    return { by: 'number' as const, topic: topicId(Number(topic[1])), number: Number(topic[2] ?? 1) || 1 };
  const post = /(?:^#?|\/p(?:osts)?\/)(\d{1,9})/.exec(named)?.[1];
  if (post === undefined)
    throw new CommandError(
      `${named} is no address of a post; expected 42, /p/42 or /t/title/123/4, with the forum in front or not`,
    );
  return { by: 'id' as const, id: postId(Number(post)) };
}
