import { button, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { live } from '../../look/page.ts';
import { authorOf } from '../forum-core.ts';
import { misbehaviourModes } from '../misbehaviour.ts';
import type { MisbehaviourMode } from '../misbehaviour.ts';
import type { ForumReviewable } from '../state/records.ts';
import { frame } from './frame.ts';
import type { Visit } from './visit.ts';

/** The panel that makes the forum misbehave, and the queue of what it held back. */
export function troublePage(visit: Visit): string {
  const { forum, words } = visit;
  const active = forum.mood.current().length;
  const pending = forum.pending();
  return frame(visit, {
    title: words.troubleTitle,
    question: words.troubleQuestion,
    here: 'trouble',
    body: html`${live('calm', html`<p class="answer">${active === 0 ? words.troubleNone : words.troubleSome(active)}</p>`)}
      ${pluginSwitch(visit)}
      <ul class="modes">
        ${misbehaviourModes.map((mode) => modeRow(visit, mode))}
      </ul>
      <section class="section">
        <h2>${words.pendingTitle}</h2>
        ${live('pending', pending.length === 0 ? html`<p class="muted">${words.pendingNone}</p>` : pending.map((one) => held(visit, one)))}
      </section>`,
  });
}

function pluginSwitch({ forum, words: { plugin: words } }: Visit): Html {
  const isOn = forum.hasPlugin;
  return html`<section class="card plugin-switch">
    <div>
      <h2>${words.switchTitle}</h2>
      <p class="muted small">${words.switchMeaning}</p>
      <p>${isOn ? words.isOn : words.isOff}</p>
    </div>
    ${postForm({
      action: '/trouble/plugin',
      csrf: null,
      hidden: { on: String(!isOn) },
      body: button(isOn ? words.switchOff : words.switchOn, isOn ? 'quiet' : 'primary'),
    })}
  </section>`;
}

function modeRow({ words }: Visit, mode: MisbehaviourMode): Html {
  const [name, meaning] = words.modes[mode];
  return html`<li>
    <div>
      <h3 id="mode-${mode}">${name}</h3>
      <p class="muted small">${meaning}</p>
    </div>
    ${postForm({
      action: '/trouble',
      csrf: null,
      hidden: { mode },
      className: 'actions',
      body: html`<button type="submit" name="times" value="1" class="button" aria-describedby="mode-${mode}">
          ${words.once}
        </button>
        <button type="submit" class="button" aria-describedby="mode-${mode}">${words.untilOff}</button>`,
    })}
  </li>`;
}

function held(visit: Visit, reviewable: ForumReviewable): Html {
  const { forum, words } = visit;
  return html`<article class="card" id="held-${reviewable.id}">
    <p class="muted small">${words.by(authorOf(forum.core, reviewable).name)}</p>
    <pre>${reviewable.draft.raw}</pre>
    <div class="actions">
      ${postForm({ action: `/trouble/pending/${reviewable.id}/approve`, csrf: null, body: button(words.approve, 'primary') })}
      ${postForm({ action: `/trouble/pending/${reviewable.id}/reject`, csrf: null, body: button(words.reject, 'danger') })}
    </div>
  </article>`;
}
