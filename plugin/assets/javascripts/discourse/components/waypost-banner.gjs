import Component from "@glimmer/component";
import { action } from "@ember/object";
import { service } from "@ember/service";
import { htmlSafe } from "@ember/template";
import DButton from "discourse/components/d-button";
import icon from "discourse/helpers/d-icon";
import { popupAjaxError } from "discourse/lib/ajax-error";
import { i18n } from "discourse-i18n";
import followLinks from "../modifiers/follow-links";
import takeFocus from "../modifiers/take-focus";
import whenInView from "../modifiers/when-in-view";
import CardLeft from "./waypost-card/left";
import CardLink from "./waypost-card/link";
import CardMenu from "./waypost-card/menu";
import CardWhy from "./waypost-card/why";

/** The few things that cannot wait for a post, at the top of the page. */
export default class WaypostBanner extends Component {
  @service waypostCards;

  get banner() {
    return this.waypostCards.banners[0];
  }

  get titleId() {
    return `waypost-banner-title-${this.banner.id}`;
  }

  get body() {
    return htmlSafe(this.banner.cooked);
  }

  @action
  seen() {
    this.waypostCards.inView(this.banner);
  }

  @action
  async dismiss() {
    try {
      await this.waypostCards.dismiss(this.banner);
    } catch (error) {
      popupAjaxError(error);
    }
  }

  <template>
    {{#if this.banner}}
      <div class="waypost-banner-place">
        {{#if this.banner.left}}
          <CardLeft @card={{this.banner}} />
        {{else}}
          <section
            class="waypost-card waypost-banner"
            data-waypost-card={{this.banner.id}}
            aria-labelledby={{this.titleId}}
            tabindex="-1"
            {{(if this.banner.returned (modifier takeFocus))}}
            {{followLinks}}
            {{whenInView this.seen}}
          >
            <header class="waypost-card__header">
              <span class="waypost-card__sign">{{icon
                  "waypost-signpost"
                }}</span>
              <div class="waypost-card__heading">
                <h2
                  id={{this.titleId}}
                  class="waypost-card__title"
                  lang={{this.banner.lang}}
                  dir={{this.banner.dir}}
                >{{this.banner.title}}</h2>
              </div>
              <DButton
                class="btn-flat btn-small waypost-card__dismiss"
                @action={{this.dismiss}}
                @icon="xmark"
                @title="discourse_waypost.card.dismiss"
                @translatedAriaLabel={{i18n
                  "discourse_waypost.card.dismiss_named"
                  title=this.banner.title
                }}
              />
            </header>
            <div
              class="waypost-card__content"
              lang={{this.banner.lang}}
              dir={{this.banner.dir}}
            >
              <div class="waypost-card__body">{{this.body}}</div>
            </div>
            <footer class="waypost-card__footer">
              <CardLink @card={{this.banner}} />
              <CardMenu @card={{this.banner}} />
            </footer>
            <CardWhy @card={{this.banner}} />
          </section>
        {{/if}}
      </div>
    {{/if}}
  </template>
}
