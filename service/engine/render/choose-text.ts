import type { Reason } from '../../model/decision.ts';
import { withBody } from '../../rulebook/resources/edit-guide.ts';
import { situations } from '../../rulebook/resources/resource.ts';
import type { GuideText, Resource, Situation } from '../../rulebook/resources/resource.ts';
import type { Site } from '../../rulebook/site.ts';
import { chooseLocale } from '../planning/choose-locale.ts';

export interface ChosenText {
  /** The language it is really in. */
  locale: string;
  /** Null: the plain wording, because no other was asked for or there is none. */
  situation: Situation | null;
  text: GuideText;
}

/** The wording for this language and mood; the site's language and the plain wording stand in for what is not there. Null: the guide has no text. */
export function chooseText(
  { site, resource, edited = null }: { site: Site; resource: Resource; edited?: string | null },
  { locale, situation }: { locale: string; situation: Situation | null },
): ChosenText | null {
  const spoken = chooseLocale([locale], [...resource.variants.keys()], site.locale);
  const variant = resource.variants.get(spoken) ?? [...resource.variants.values()][0];
  if (variant === undefined) return null;
  const wording = situation === null ? undefined : variant.situations.get(situation);
  const text = wording ?? variant;
  return {
    locale: variant.locale,
    situation: wording === undefined ? null : situation,
    text: edited === null ? text : withBody(text, edited),
  };
}

/** The mood that was noted when the offer was planned. */
export function notedSituation(because: readonly Reason[]): Situation | null {
  const noted = because.find(({ code }) => code === 'situation_told')?.values?.['situation'];
  return situations.find((one) => one === noted) ?? null;
}
