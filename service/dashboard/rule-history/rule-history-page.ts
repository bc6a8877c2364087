import { chip } from '../../look/chip.ts';
import { button, field, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { empty, notice } from '../../look/notice.ts';
import { live } from '../../look/page.ts';
import { when } from '../../look/when.ts';
import { type Reader, csrfOf, dashboardPage, mayDo } from '../pages/shell.ts';
import { ruleHistoryTexts } from '../texts/rule-history.ts';
import type { RuleCommit, RuleHistory } from './rule-history.ts';

/** The versions of the rules, newest first, with who made them and the way back to each. */
export function ruleHistoryPage(reader: Reader, history: RuleHistory, now: Date): string {
  const words = ruleHistoryTexts[reader.language];
  const { inForce, pinned, commits, address, branch } = history;
  const said = pinned === null ? words.answer : words.answerPinned;
  return dashboardPage(reader, {
    place: 'rules',
    title: words.title,
    question: words.question,
    answer: inForce === null ? words.answerNone : said(inForce.message),
    refreshSeconds: 10,
    body: html`${live(
      'history',
      html`${troubled(history, reader)} ${went(history, reader, now)}
        <p class="muted small">${address}, ${branch}</p>
        ${
          commits.length === 0
            ? empty({ title: words.none, next: words.noneNext })
            : commits.map((commit, at) => commitCard(commit, isAhead(history, at), { history, reader, now }))
        }`,
    )}`,
  });
}

function troubled({ trouble }: RuleHistory, { language }: Reader): Content {
  if (trouble === null) return '';
  return notice({ tone: 'waiting', title: ruleHistoryTexts[language].trouble, body: trouble });
}

function went({ pinned }: RuleHistory, reader: Reader, now: Date): Content {
  if (pinned === null) return '';
  const words = ruleHistoryTexts[reader.language];
  return notice({
    tone: 'waiting',
    title: words.pinned(pinned.by),
    body: html`<p>
        ${when(pinned.at, now, reader.language)}${pinned.why === '' ? '' : `: ${pinned.why}`}.
        ${words.pinnedMeans}
      </p>
      ${
        mayDo(reader, 'manager')
          ? postForm({
              action: '/rules/history/follow',
              csrf: csrfOf(reader),
              body: button(words.follow, 'primary'),
            })
          : ''
      }`,
  });
}

function commitCard(
  commit: RuleCommit,
  isNewer: boolean,
  { history, reader, now }: { history: RuleHistory; reader: Reader; now: Date },
): Html {
  const words = ruleHistoryTexts[reader.language];
  const isInForce = commit.id === history.inForce?.id;
  return html`<article class="card" aria-labelledby="commit-${commit.id}">
    <h3 id="commit-${commit.id}">${commit.message} ${standing({ isInForce, isNewer }, reader)}</h3>
    <p class="muted small">
      <code>${commit.id.slice(0, 8)}</code> · ${commit.author} · ${when(commit.at, now, reader.language)} ·
      ${commit.files.length === 0 ? words.noRules : commit.files.slice(0, 8).join(', ')}${
        commit.files.length > 8 ? ` +${commit.files.length - 8}` : ''
      }
    </p>
    ${isInForce || !mayDo(reader, 'manager') ? '' : goBack(commit, reader)}
  </article>`;
}

function standing(
  { isInForce, isNewer }: { isInForce: boolean; isNewer: boolean },
  { language }: Reader,
): Content {
  const words = ruleHistoryTexts[language];
  if (isInForce) return chip('good', words.inForce);
  return isNewer ? chip('waiting', words.waits) : '';
}

function goBack({ id }: RuleCommit, reader: Reader): Html {
  const words = ruleHistoryTexts[reader.language];
  return postForm({
    action: '/rules/history/back',
    csrf: csrfOf(reader),
    className: 'line',
    hidden: { commit: id },
    body: html`${field({ id: `why-${id}`, name: 'why', label: words.backWhy })} ${button(words.back)}`,
  });
}

/** Newer than the one that decides: it waits while somebody went back, or while it has faults. */
function isAhead({ commits, inForce }: RuleHistory, at: number): boolean {
  const deciding = commits.findIndex(({ id }) => id === inForce?.id);
  return deciding > at && (commits[at]?.files.length ?? 0) > 0;
}
