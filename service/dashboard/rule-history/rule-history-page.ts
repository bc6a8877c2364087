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

type Standing = 'decides' | 'waits' | 'faulty' | 'passed';

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
            : commits.map((commit, at) => commitCard(commit, standingOf(history, at), { reader, now }))
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
  standing: Standing,
  { reader, now }: { reader: Reader; now: Date },
): Html {
  const words = ruleHistoryTexts[reader.language];
  const isChoice = standing !== 'decides' && standing !== 'faulty';
  return html`<article class="card" aria-labelledby="commit-${commit.id}">
    <h3 id="commit-${commit.id}">${commit.message} ${chipOf(standing, reader)}</h3>
    <p class="muted small">
      <code>${commit.id.slice(0, 8)}</code> · ${commit.author} · ${when(commit.at, now, reader.language)} ·
      ${commit.files.length === 0 ? words.noRules : commit.files.slice(0, 8).join(', ')}${
        commit.files.length > 8 ? ` +${commit.files.length - 8}` : ''
      }
    </p>
    ${isChoice && mayDo(reader, 'manager') ? goBack(commit, reader) : ''}
  </article>`;
}

function chipOf(standing: Standing, { language }: Reader): Content {
  const words = ruleHistoryTexts[language];
  if (standing === 'decides') return chip('good', words.inForce);
  if (standing === 'waits') return chip('waiting', words.waits);
  return standing === 'faulty' ? chip('failed', words.faulty) : '';
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

/** The newest waits for nobody but somebody who went back: otherwise, if it does not decide, it has faults. */
function standingOf({ commits, inForce, pinned }: RuleHistory, at: number): Standing {
  if (inForce !== null && commits[at]?.id === inForce.id) return 'decides';
  const deciding = commits.findIndex(({ id }) => id === inForce?.id);
  const changed = commits
    .map(({ files }, place) => (files.length > 0 ? place : -1))
    .filter((place) => place >= 0);
  if (deciding <= at || !changed.includes(at)) return 'passed';
  if (pinned !== null) return 'waits';
  return changed[0] === at ? 'faulty' : 'passed';
}
