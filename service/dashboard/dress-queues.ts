import { html } from '../look/html.ts';
import type { Language } from '../look/language.ts';
import { queueTexts } from './texts/queues.ts';

const foreignStyles = /<link[^>]+href="https:\/\/fonts\.googleapis\.com[^>]*>/g;

/** At the foot, where the board itself has nothing, on narrow screens too; its styles may stand inside the page. */
const place =
  'position:fixed;right:16px;bottom:16px;z-index:99;padding:10px 16px;min-height:44px;box-sizing:border-box;border:1px solid #1b6b58;border-radius:8px;background:#1b6b58;color:#fff;font:16px/1.5 system-ui;text-decoration:none';

/** Bull Board's page without what it asks of others, and with a way back to ours. */
export function dressQueues(page: string, language: Language): string {
  const words = queueTexts[language];
  const back = html`<a href="/" lang="${language}" style="${place}">← ${words.back}</a>`.text;
  return page.replaceAll(foreignStyles, '').replace(/<body[^>]*>/, (body) => body + back);
}
