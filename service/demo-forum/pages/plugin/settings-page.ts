import { button, postForm } from '../../../look/form.ts';
import { html } from '../../../look/html.ts';
import type { Html } from '../../../look/html.ts';
import { notice } from '../../../look/notice.ts';
import { preferenceOf, preferencesAnswer } from '../../plugin/preferences.ts';
import { kinds, memberChannels } from '../../plugin/vocabulary.ts';
import { frame } from '../frame.ts';
import type { Visit } from '../visit.ts';
import { settingsHref } from './settings-href.ts';

/** A member's own say: kinds, channels, quiet hours, pauses, their data. `done` is what was just done. */
export function settingsPage(visit: Visit, done: 'saved' | 'erased' | null): string {
  const words = visit.words.plugin;
  const action = settingsHref(visit.member);
  return frame(visit, {
    title: words.settings,
    question: words.settingsQuestion,
    body: html`${done === null ? '' : notice({ tone: 'good', title: words[done] })}
      <section>
        <h2>${words.pause}</h2>
        ${pauses(visit, action)}
      </section>
      ${postForm({
        action,
        csrf: null,
        className: 'settings',
        body: html`${wishes(visit)}
          <div class="actions">${button(words.save, 'primary')}</div>`,
      })}
      <section class="section">
        <h2>${words.ownData}</h2>
        <p class="muted prose">${words.ownDataHint}</p>
        <div class="actions">
          <a class="button" href="/waypost/my-data.json" download="waypost.json">${words.download}</a>
          ${postForm({ action: `${action}/erase`, csrf: null, body: button(words.erase, 'danger') })}
        </div>
      </section>`,
  });
}

function pauses(visit: Visit, action: string): Html {
  const words = visit.words.plugin;
  const asked = preferencesAnswer(visit.forum.core, visit.member);
  const sayDay = dayIn(visit);
  const pausedState =
    asked.paused_until === null ? words.paused : words.pausedUntil(sayDay(asked.paused_until));
  const state = asked.paused ? pausedState : words.notPaused;
  const press = (name: string, value: string, label: string): Html =>
    html`<button type="submit" name="${name}" value="${value}" class="button">${label}</button>`;
  const snoozed = kinds.flatMap((kind) => {
    const until = asked.snoozed[kind];
    return until === undefined
      ? []
      : [
          postForm({
            action: `${action}/pause`,
            csrf: null,
            className: 'actions',
            body: html`<span>${words.snoozedUntil(words.kinds[kind][0], sayDay(until))}</span>
              ${press('wake', kind, words.endSnooze)}`,
          }),
        ];
  });
  return html`<p>${asked.bot_ignored ? words.botIgnored(asked.bot_username) : state}</p>
    ${postForm({
      action: `${action}/pause`,
      csrf: null,
      className: 'actions',
      body: html`${
        asked.paused
          ? press('pause', 'none', words.resume)
          : [press('pause', 'week', words.pauseWeek), press('pause', 'all', words.pauseForGood)]
      }
      ${
        asked.bot_ignored
          ? press('ignored', 'false', words.unignore(asked.bot_username))
          : press('ignored', 'true', words.ignore(asked.bot_username))
      }`,
    })}
    ${snoozed}`;
}

function wishes(visit: Visit): Html {
  const words = visit.words.plugin;
  const wish = preferenceOf(visit.forum.core, visit.member.id);
  const choice = (name: string, value: string, isOn: boolean, [label, meaning]: readonly string[]): Html =>
    html`<label class="wish">
      <input type="checkbox" name="${name}" value="${value}" ${isOn ? html`checked` : ''} />
      <span>${label}<span class="muted small">${meaning}</span></span>
    </label>`;
  const clock = (id: 'from' | 'to'): Html =>
    html`<div class="field">
      <label for="${id}">${words[id]}</label>
      <input
        id="${id}"
        name="${id}"
        type="time"
        value="${wish.quietHours?.[id] ?? ''}"
        aria-describedby="quiet-hint"
      />
    </div>`;
  return html`<fieldset>
      <legend>${words.whatMayCome}</legend>
      ${kinds.map((kind) => choice('kinds', kind, !wish.declinedKinds.includes(kind), words.kinds[kind]))}
    </fieldset>
    <fieldset>
      <legend>${words.whereItMayCome}</legend>
      ${memberChannels.map((channel) =>
        choice('channels', channel, !wish.declinedChannels.includes(channel), words.channels[channel]),
      )}
    </fieldset>
    <fieldset>
      <legend>${words.quietHours}</legend>
      <div class="clocks">${clock('from')}${clock('to')}</div>
      <p class="hint" id="quiet-hint">${words.quietHint(visit.member.timeZone)}</p>
    </fieldset>`;
}

function dayIn({ language }: Visit): (time: string) => string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return (time) => format.format(new Date(time));
}
