import type { ReasonCode } from '../../model/decision.ts';
import type { Site } from '../../rulebook/site.ts';
import { voiceIn } from '../../rulebook/voice.ts';
import type { FoldedTexts } from '../texts/reply-texts.ts';
import { markerIn } from './render-reply.ts';
import { replyTextsIn } from './why-it-came.ts';

const sayings: Partial<Record<ReasonCode, Exclude<keyof FoldedTexts, 'editReason'>>> = {
  topic_solved: 'solved',
  human_answered: 'answered',
  post_edited_away: 'edited',
};

/** Why a reply may be folded; a post or topic that is gone takes its replies along. */
export const foldsReply: readonly ReasonCode[] = ['topic_solved', 'human_answered', 'post_edited_away'];

/** The one quiet line that is left of a reply, with the marker that it is known by, and what the forum notes beside the edit. */
export function renderFold(about: { site: Site; locale: string; marker: string; because: ReasonCode }): {
  body: string;
  editReason: string;
} {
  const { site, locale, marker, because } = about;
  const { folded } = replyTextsIn(locale);
  const line = folded[sayings[because] ?? 'answered'];
  return {
    body: `<small>${voiceIn(site, locale)}. ${line}</small>\n\n${markerIn(marker)}`,
    editReason: folded.editReason,
  };
}
