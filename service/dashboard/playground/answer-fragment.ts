import { quoteWords } from '../../engine/explaining/quote-words.ts';
import { chip } from '../../look/chip.ts';
import type { Tone } from '../../look/chip.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { notice } from '../../look/notice.ts';
import { fold } from '../../look/story.ts';
import { table } from '../../look/table.ts';
import { exactly, when } from '../../look/when.ts';
import type { Problem } from '../../rulebook/problem.ts';
import { limitsOf, sayChanges } from '../explain/rule-answer.ts';
import { sayAll } from '../say-because.ts';
import { wholeText } from '../story/whole-text.ts';
import { playgroundTexts } from '../texts/playground.ts';
import { texts } from '../texts/say.ts';
import type { AnswerContext } from './answer-context.ts';
import type { Answer } from './ask.ts';
import type { Newest } from './newest.ts';
import { type Question, limits } from './question.ts';
import { showPreviews } from './show-previews.ts';

const tones: Readonly<Record<'offer' | 'held' | 'passed over', Tone>> = {
  offer: 'good',
  held: 'waiting',
  'passed over': 'still',
};

/** What a question was answered: the part of the page that changes while somebody types. */
export function answerFragment(answer: Answer, question: Question, context: AnswerContext): Html {
  const { language } = context;
  const { problems, warnings, cases, rule, tried } = answer;
  const words = playgroundTexts[language];
  return html`<div data-said="${sayInShort(answer, language)}">
    ${faults(answer, question, language)}
    ${problems.length === 0 ? '' : listProblems('failed', words.faults(problems.length), problems, language)}
    ${rule === null || tried === null ? '' : verdict(answer, question, context)}
    ${cases.length === 0 ? '' : listProblems('failed', words.casesFail(cases.length), cases, language)}
    ${rule !== null && cases.length === 0 ? html`<p class="muted small">${words.casesGood(countCases(answer))}</p>` : ''}
    ${warnings.length === 0 ? '' : listProblems('waiting', texts[language].words.details, warnings, language)}
    ${
      tried?.explanation.verdict === 'offer'
        ? html`<h3 class="after-cards">${words.seen}</h3>
            ${showPreviews(answer, context)}`
        : foldPreviews(answer, context)
    }
    ${answer.newest === null ? '' : newest(answer.newest, context)}
  </div>`;
}

/** One sentence for who cannot see the page change. */
export function sayInShort({ problems, cases, tried, rule }: Answer, language: Language): string {
  const words = playgroundTexts[language];
  if (problems.length > 0) return words.faults(problems.length);
  if (rule === null || tried === null) return words.noRule;
  const failing = cases.length === 0 ? '' : ` ${words.casesFail(cases.length)}.`;
  return `${rule.id} ${words.verdicts[tried.explanation.verdict]}.${failing}`;
}

function verdict({ rule, tried, isMemberUnknown }: Answer, question: Question, context: AnswerContext): Html {
  const { language, now } = context;
  const words = playgroundTexts[language];
  if (rule === null || tried === null) return html``;
  const { explanation, event, winner, others } = tried;
  const { evidence } = explanation;
  const because = quoteWords(explanation.because, evidence, { title: question.title, raw: question.text });
  const isWritten = event.kind === 'post.created' || event.kind === 'post.edited';
  const later = explanation.offer && explanation.offer.notBefore > now ? explanation.offer.notBefore : null;
  return html`<article class="card">
    <h3>${chip(tones[explanation.verdict], words.verdicts[explanation.verdict])} <code>${rule.id}</code></h3>
    <div class="why">${sayAll(because, language)}</div>
    ${explanation.verdict === 'offer' ? '' : sayChanges(because, language)}
    ${winner === null ? '' : html`<p class="would-fire">${words.wins(winner)}</p>`}
    ${later === null ? '' : html`<p class="why">${words.notBefore} ${exactly(later, language)}</p>`}
    ${wholeText(question, evidence, words.text)} ${limitsOf(explanation, language)}
    <p class="muted small">
      ${isMemberUnknown ? html`<strong>${words.asUnknown(question.as)}</strong> ` : ''}
      ${isWritten ? '' : html`${words.happens(rule.trigger)} `}
      ${question.as !== '' && !isMemberUnknown ? words.assumedMember(question.as) : words.assumed}
      ${words.rung(texts[language].rungs[rule.rollout])}
      ${others.length === 0 ? '' : words.others(others.slice(0, 8).join(', '))}
    </p>
  </article>`;
}

function faults({ tooLong, isPathGood }: Answer, question: Question, language: Language): Content {
  const words = playgroundTexts[language];
  const names = { title: words.topicTitle, text: words.text, yaml: words.yaml };
  const sayTooLong = (part: keyof typeof limits): string =>
    part === 'patterns' ? words.tooManyPatterns(limits.patterns) : words.tooLong(names[part], limits[part]);
  return [
    ...tooLong.map((part) => notice({ tone: 'failed', title: sayTooLong(part) })),
    ...(isPathGood ? [] : [notice({ tone: 'failed', title: words.badPath })]),
    ...(question.yaml.trim() === '' ? [html`<p class="muted">${words.noRule}</p>`] : []),
  ];
}

/** Each fault with its place; with a script the place leads into the field. */
function listProblems(tone: Tone, title: string, problems: readonly Problem[], language: Language): Html {
  const words = playgroundTexts[language];
  return notice({
    tone,
    title,
    body: html`<ul class="problems">
      ${problems.slice(0, 20).map(
        ({ line, column, message }) =>
          html`<li>
            <button type="button" class="place" data-line="${line}" data-column="${column}">
              ${words.at(line, column)}
            </button>
            <span lang="en">${message}</span>
          </li>`,
      )}
    </ul>`,
  });
}

function countCases({ rule }: Answer): number {
  return (rule?.cases.fires.length ?? 0) + (rule?.cases.silent.length ?? 0);
}

function foldPreviews(answer: Answer, context: AnswerContext): Content {
  if (answer.previews.length === 0) return '';
  const summary = playgroundTexts[context.language].seen;
  return fold({ id: 'seen', summary, body: showPreviews(answer, context) });
}

function newest({ tried, offers, held, posts }: Newest, { language, now }: AnswerContext): Html {
  const words = playgroundTexts[language];
  const { words: common } = texts[language];
  if (posts === null) return html`<p class="muted">${words.newestNotPosts}</p>`;
  if (tried === 0) return html`<p class="muted">${words.newestNone}.</p>`;
  return html`<h3 class="after-cards">${words.newest}</h3>
    <p class="question">${words.newestAnswer(offers, held, tried)}</p>
    ${
      posts.length === 0
        ? ''
        : table({
            caption: words.newestQuestion,
            columns: [{ label: common.post }, { label: common.result }, { label: words.use }],
            rows: posts.map((one) => [
              html`${one.title === '' ? common.postBy(one.post, one.author) : one.title}
                <span class="muted small">${one.author}, ${when(one.at, now, language)}</span>`,
              html`${chip(tones[one.verdict], words.verdicts[one.verdict])}
                <div class="why">${sayAll(one.because.slice(0, 2), language)}</div>`,
              html`<button
                class="button"
                form="playground"
                name="pick"
                value="${one.post}"
                aria-label="${words.use}: ${one.title}"
              >
                ${words.use}
              </button>`,
            ]),
          })
    }`;
}
