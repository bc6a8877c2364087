import type { Command } from 'commander';
import { sayMoment } from '../engine/explaining/say-moment.ts';
import { recallFacts } from '../evaluate/recall-facts.ts';
import type { RuleAnswer } from '../explain/explain-event.ts';
import { type ExplainedEvent, type ExplainedPost, explainPost } from '../explain/explain-post.ts';
import { postId, topicId } from '../model/ids.ts';
import { knowNothing } from '../runtime/know-nothing.ts';
import type { PostAddress } from '../storage/reports/find-post.ts';
import { CommandError } from './command-error.ts';
import type { Rule } from '../rulebook/rule.ts';
import { printAskedWords } from './print-asked-words.ts';
import { markEvidence, printAnswer, sayHere, zoneHere } from './print-explanation.ts';
import { ruleNamed } from './rule-named.ts';
import { withToolbox } from './toolbox.ts';

/** What was decided over a post of the forum, and why every other rule passed it over: the same as `/explain` of the dashboard. */
export async function explainStoredPost(command: Command, named: string, wanted: Wanted): Promise<void> {
  await withToolbox(command, async ({ forum, stores, rulebook }) => {
    const deps = { ...stores, ...knowNothing(forum) };
    const explained = await explainPost(
      { reports: stores.reports, recall: (rules, about) => recallFacts(deps, rules, about) },
      rulebook(),
      { forum, address: addressOf(named) },
    );
    const { rules, version } = rulebook();
    const asked = wanted.rule === undefined ? null : ruleNamed({ rules }, wanted.rule);
    process.stdout.write(`${print(explained, named, { version, all: wanted.all, asked })}\n`);
  });
}

/** All rules, or one alone in full. */
interface Wanted {
  all: boolean;
  rule?: string;
}

interface Shown {
  version: string;
  all: boolean;
  asked: Rule | null;
}

function print(explained: ExplainedPost, named: string, shown: Shown): string {
  switch (explained.kind) {
    case 'not_seen':
      throw new CommandError(
        `Nothing is known of ${named}: Waypost has never seen this post, or it was unwanted and a month has passed.`,
      );
    case 'unwanted':
      return sayUnwanted(explained);
    case 'post': {
      const { events, story, unwanted } = explained;
      const told = events.map((each) => printEvent(each, shown));
      const offers = story.offers
        .filter(({ rule }) => shown.asked === null || rule === shown.asked.id)
        .map(
          ({ rule, state, because }) =>
            `The offer of ${rule}: ${[state, ...because.map(sayHere)].join('. ')}`,
        );
      const nothing =
        events.length === 0 ? ['Nothing that a rule could answer is recorded of this post.'] : [];
      return [...nothing, ...told, ...offers, ...(unwanted === null ? [] : [sayUnwanted({ unwanted })])].join(
        '\n',
      );
    }
  }
}

function sayUnwanted({
  unwanted: { about, reasons },
}: Pick<Extract<ExplainedPost, { kind: 'unwanted' }>, 'unwanted'>): string {
  const told = reasons.map(({ reason, count }) => `${count} × ${reason}`).join(', ');
  return `What was told of this ${about} ended at once, and no text was kept: ${told}.`;
}

function printEvent({ event, rules }: ExplainedEvent, { version, all, asked }: Shown): string {
  const evidence = rules.flatMap((rule) => (rule.verdict === 'passed over' ? [] : rule.evidence));
  const text =
    event.text === null
      ? sayNoText(event)
      : `${markEvidence(event.text.title, evidence, 'title')}\n\n${markEvidence(event.text.raw, evidence, 'body').trimEnd()}`;
  const shown = rules.filter(({ rule, because }) =>
    asked === null
      ? all || !because.some(({ code }) => code === 'trigger_not_matched' || code === 'rule_is_draft')
      : rule === asked.id,
  );
  return [
    `${event.kind} at ${minute(event.occurredAt)}, ${event.state}${event.reason === null ? '' : ` (${event.reason})`}`,
    '',
    text,
    '',
    ...shown.flatMap((rule) => printRule(rule, version)),
    ...(asked === null ? [] : printAskedWords(asked)),
    '',
  ].join('\n');
}

function printRule(answer: RuleAnswer, version: string): string[] {
  const { decided, today, limits } = answer;
  const left = limits.map(({ claim, used }) => ({ scope: claim.scope, used, limit: claim.limit }));
  const verdict = answer.verdict === 'open' ? 'would be considered by the rules of today' : answer.verdict;
  const lines = [printAnswer({ ...answer, verdict, limits: left })];
  if (decided === null) return lines;
  const isOld = decided.rulebook !== version;
  const other = today?.because.map(sayHere).join(' ') ?? '';
  return [
    ...lines,
    `    Decided ${minute(decided.decidedAt)} at “${decided.rung}”${isOld ? ', by rules that have been changed since' : ''}.`,
    ...(today === null ? [] : [`    By the rules of today: ${today.verdict}. ${other}`]),
    ...printFacts(decided.facts),
  ];
}

/** Each fact that was known, with its source and its age at the decision. */
function printFacts(facts: Readonly<Record<string, unknown>>): string[] {
  const known = Object.entries(facts).flatMap(([name, fact]) => {
    if (typeof fact !== 'object' || fact === null || !('value' in fact) || !('source' in fact)) return [];
    const at = 'at' in fact ? `, ${minute(new Date(String(fact.at)))}` : '';
    return [`${name} ${sayValue(fact.value)} (${String(fact.source)}${at})`];
  });
  return known.length === 0 ? [] : [`    Facts: ${known.join(' · ')}`];
}

function sayValue(value: unknown): string {
  const isMoment = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
  return isMoment ? minute(new Date(value)) : JSON.stringify(value);
}

/** Most of what happens to a post or a topic has no text of its own. */
function sayNoText({ kind }: ExplainedEvent['event']): string {
  const isWritten = kind === 'post.created' || kind === 'post.edited';
  return isWritten
    ? '(the text is no longer kept; what was found in it is in the reasons below)'
    : '(this moment has no text of its own; it is about the post above)';
}

function minute(at: Date): string {
  return sayMoment(at, 'en', zoneHere());
}

function addressOf(named: string): PostAddress {
  const topic = /\/t\/(?:[^/]*[^/\d][^/]*\/|-\/)?(\d{1,9})(?:\/(\d{1,9}))?/.exec(named);
  if (topic?.[1] !== undefined)
    return { by: 'number', topic: topicId(Number(topic[1])), number: Number(topic[2] ?? 1) || 1 };
  const post = /(?:^#?|\/p(?:osts)?\/)(\d{1,9})/.exec(named)?.[1];
  if (post === undefined)
    throw new CommandError(
      `${named} is no address of a post; expected 42, /p/42 or /t/title/123/4, with the forum in front or not`,
    );
  return { by: 'id', id: postId(Number(post)) };
}
