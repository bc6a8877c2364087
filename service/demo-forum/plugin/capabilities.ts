import { botUsername } from '../bot-account.ts';
import type { ForumCore } from '../forum-core.ts';
import { livingBot } from './find-refusal.ts';
import { forms, kinds, limitsOfContract } from './vocabulary.ts';

/** What works at this moment (§1.1). The bot of this forum never whispers. */
export function capabilities(core: ForumCore) {
  return {
    plugin: 'discourse-waypost',
    version: '0.1.0',
    contract: [1],
    signal_schema: 1,
    bot_username: botUsername,
    bot: livingBot(core) ? 'able' : 'missing',
    channels: ['card', 'banner', ...(livingBot(core) ? ['reply', 'message'] : [])],
    kinds,
    forms,
    features: ['offers', 'signals', 'facts', 'resources', 'preferences', 'erase'],
    limits: limitsOfContract,
  };
}
