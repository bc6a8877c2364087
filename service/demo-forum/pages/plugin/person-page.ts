import { button, field, postForm } from '../../../look/form.ts';
import { html } from '../../../look/html.ts';
import { empty } from '../../../look/notice.ts';
import { helpersOf } from '../../plugin/cards.ts';
import type { WaypostOffer } from '../../plugin/records.ts';
import { frame } from '../frame.ts';
import type { Visit } from '../visit.ts';

/** The beginnings of a message to the helpers, for the member to finish; nothing has been sent. */
export function personPage(visit: Visit, offer: WaypostOffer): string {
  const { forum, words: all } = visit;
  const words = all.plugin;
  const helpers = helpersOf(forum.core, visit.member.id);
  const topic = forum.core.state.topics.get(offer.topicId ?? 0);
  const number = forum.core.state.posts.get(offer.postId ?? 0)?.number ?? 1;
  const place = topic ? `${forum.baseUrl}/t/${topic.slug}/${topic.id}/${number}` : forum.baseUrl;
  if (helpers.length === 0)
    return frame(visit, { title: words.personTitle, body: empty({ title: words.personNobody }) });
  return frame(visit, {
    title: words.personTitle,
    question: words.personQuestion(helpers.map(({ name }) => name).join(', ')),
    body: postForm({
      action: `/waypost/cards/${offer.id}/person`,
      csrf: null,
      body: html`${field({
          id: 'title',
          name: 'title',
          label: all.titleField,
          value: words.personSubject(offer.title ?? ''),
          required: true,
          maxLength: 255,
        })}
        <div class="field">
          <label for="raw">${all.textField}</label>
          <textarea id="raw" name="raw" required maxlength="32000">${words.personBody(place)}</textarea>
        </div>
        <div class="actions">${button(words.personSend, 'primary')}</div>`,
    }),
  });
}
