import type { FastifyInstance } from 'fastify';
import { chooseLanguage } from '../../look/language.ts';
import type { Retention } from '../../privacy/retention.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { defaultStopWords } from '../../rulebook/default-stop-words.ts';
import { privacyPage } from './privacy-page.ts';

export interface PrivacyDeps {
  retention: Retention;
  forumUrl: string | null;
  rulebook(): Rulebook | null;
}

/** `/privacy`: for members, who are not signed in here. It holds nothing of anybody. */
export function servePrivacy(app: FastifyInstance, deps: PrivacyDeps): void {
  app.get('/privacy', { config: { access: 'anyone' } }, async (request, reply) => {
    const language = chooseLanguage(request.headers['accept-language']);
    const words = deps.rulebook()?.site.stopWords.get(language) ?? defaultStopWords[language];
    const page = privacyPage(language, { ...deps, stopWord: words?.[0] ?? 'stop' });
    return reply.header('vary', 'accept-language').type('text/html').send(page);
  });
}
