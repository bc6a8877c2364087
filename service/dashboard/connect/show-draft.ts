import { button, field, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { notice } from '../../look/notice.ts';
import { type Reader, csrfOf, section } from '../pages/shell.ts';
import { connectPageTexts } from '../texts/connect.ts';
import { texts } from '../texts/say.ts';
import { stepsList } from './list-steps.ts';
import type { DraftView } from './port.ts';
import { sayConnecting } from './say-connecting.ts';

/** What would be made, before anything is. */
export function showDraft(reader: Reader, draft: DraftView): Content {
  const words = connectPageTexts[reader.language];
  const { words: common } = texts[reader.language];
  const { forumUrl, isAllThere, file, names } = draft;
  return section(
    'plan',
    {
      title: isAllThere ? words.planAllThere : words.plan,
      question: isAllThere ? words.planNothing(forumUrl) : words.planHow(forumUrl),
    },
    html`${stepsList(reader, draft, null)} ${notes(reader, draft)}
      <p>${words.planFile(file, names)} ${words.planLookBack}</p>
      <p class="hint">${words.keyHeld}</p>
      ${postForm({
        action: '/connect/make',
        csrf: csrfOf(reader),
        body: html`${isAllThere ? '' : field({ id: 'why', name: 'why', label: common.why, hint: common.whyHint, maxLength: 500 })}
          <div class="actions">${button(isAllThere ? words.check : words.make, 'primary')}</div>`,
      })}
      ${postForm({ action: '/connect/forget', csrf: csrfOf(reader), body: button(words.forget) })}`,
  );
}

function notes({ language }: Reader, { notes: said, shadowed, file }: DraftView): Html | '' {
  const texts = sayConnecting(language);
  const lines = [
    ...said.map((note) => texts.note(note)),
    ...(shadowed.length === 0 ? [] : [texts.shadowed(shadowed, file)]),
  ];
  if (lines.length === 0) return '';
  return notice({
    tone: 'waiting',
    title: connectPageTexts[language].note,
    body: html`<ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>`,
  });
}
