import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import type { DemoForum } from '../demo-forum.ts';
import { snoozeDays } from '../plugin/vocabulary.ts';
import { preferenceChange } from '../plugin/wish-acts.ts';

const as = z.object({ as: z.string() });
const onOffer = as.extend({ id: z.string() });

/** The plugin in the hands of other processes: the switch, everything it holds, and what members do with it. */
export function addPluginControls(control: FastifyInstance, forum: DemoForum): void {
  const { waypost } = forum;
  control.get('/plugin', () => ({ on: forum.hasPlugin }));
  control.put('/plugin', (request) => {
    forum.switchPlugin(z.object({ on: z.boolean() }).parse(request.body).on);
    return { on: forum.hasPlugin };
  });
  control.get('/waypost/offers', () => waypost.offers());
  control.get('/waypost/signals', () => waypost.signals());
  control.post('/waypost/outbox/age', (request) =>
    waypost.ageOutbox(z.object({ upTo: z.int().optional() }).parse(request.body ?? {}).upTo),
  );
  control.get('/waypost/preferences/:as', (request) => waypost.preferences(as.parse(request.params).as));

  const act = <Asked>(name: string, asked: z.ZodType<Asked>, perform: (asked: Asked) => unknown): void =>
    void control.post(`/waypost/${name}`, (request) => perform(asked.parse(request.body)) ?? { done: name });
  act('see', as.extend({ ids: z.array(z.string()) }), waypost.see);
  act('click', onOffer, waypost.click);
  act('rate', onOffer.extend({ helped: z.boolean() }), waypost.rate);
  act('dismiss', onOffer, waypost.dismiss);
  act('snooze', onOffer.extend({ days: z.literal([...snoozeDays]) }), (asked) => ({
    until: waypost.snooze(asked),
  }));
  act('restore', onOffer, waypost.restore);
  act('decline-kind', onOffer, waypost.declineKind);
  act('mark-step', onOffer.extend({ step: z.string(), done: z.boolean() }), waypost.markStep);
  act('ask-person', onOffer, waypost.askPerson);
  act('preferences', as.extend({ preferences: preferenceChange }), waypost.changePreferences);
  act('ignore-bot', as.extend({ ignored: z.boolean().default(true) }), waypost.ignoreBot);
  act('visit-category', as.extend({ categoryId: z.int() }), waypost.visitCategory);
  act('miss-search', as.extend({ term: z.string().min(1) }), waypost.missSearch);
  act(
    'erase',
    as.extend({ how: z.enum(['erased', 'anonymized', 'deleted']).default('erased') }),
    waypost.erase,
  );
  act('merge', as.extend({ into: z.string() }), waypost.merge);
}
