import Component from "@glimmer/component";
import { action } from "@ember/object";
import { service } from "@ember/service";
import { htmlSafe } from "@ember/template";
import DButton from "discourse/components/d-button";
import PluginOutlet from "discourse/components/plugin-outlet";
import concatClass from "discourse/helpers/concat-class";
import icon from "discourse/helpers/d-icon";
import lazyHash from "discourse/helpers/lazy-hash";
import { popupAjaxError } from "discourse/lib/ajax-error";
import { i18n } from "discourse-i18n";
import followLinks from "../modifiers/follow-links";
import takeFocus from "../modifiers/take-focus";
import whenInView from "../modifiers/when-in-view";
import CardLeft from "./waypost-card/left";
import CardLink from "./waypost-card/link";
import CardMenu from "./waypost-card/menu";
import CardRating from "./waypost-card/rating";
import CardSteps from "./waypost-card/steps";
import CardWhy from "./waypost-card/why";

/** One guide, for one member. What was put away leaves a line with a way back. */
export default class WaypostCard extends Component {
  @service waypostCards;

  get titleId() {
    return `waypost-card-title-${this.args.card.id}`;
  }

  get kindClass() {
    return `--${this.args.card.kind}`;
  }

  get body() {
    return htmlSafe(this.args.card.cooked);
  }

  @action
  seen() {
    this.waypostCards.inView(this.args.card);
  }

  @action
  async dismiss() {
    try {
      await this.waypostCards.dismiss(this.args.card);
    } catch (error) {
      popupAjaxError(error);
    }
  }

  <template>
    {{#if @card.left}}
      <CardLeft @card={{@card}} />
    {{else}}
      <div
        class={{concatClass "waypost-card" this.kindClass}}
        role="group"
        data-waypost-card={{@card.id}}
        aria-labelledby={{this.titleId}}
        tabindex="-1"
        {{(if @card.returned (modifier takeFocus))}}
        {{followLinks}}
        {{whenInView this.seen}}
      >
        <header class="waypost-card__header">
          <span class="waypost-card__sign">{{icon "waypost-signpost"}}</span>
          <div class="waypost-card__heading">
            <h3
              id={{this.titleId}}
              class="waypost-card__title"
              lang={{@card.lang}}
              dir={{@card.dir}}
            >{{@card.title}}</h3>
            <p class="waypost-card__note">
              {{i18n "discourse_waypost.card.only_you"}}
            </p>
          </div>
          <DButton
            class="btn-flat btn-small waypost-card__dismiss"
            @action={{this.dismiss}}
            @icon="xmark"
            @title="discourse_waypost.card.dismiss"
            @translatedAriaLabel={{i18n
              "discourse_waypost.card.dismiss_named"
              title=@card.title
            }}
          />
        </header>

        <div
          class="waypost-card__content"
          lang={{@card.lang}}
          dir={{@card.dir}}
        >
          <div class="waypost-card__body">{{this.body}}</div>
          <CardSteps @card={{@card}} />
          <PluginOutlet
            @name="waypost-card-content-after"
            @outletArgs={{lazyHash card=@card}}
          />
          <CardLink @card={{@card}} />
        </div>

        <footer class="waypost-card__footer">
          <CardRating @card={{@card}} />
          <CardMenu @card={{@card}} />
        </footer>

        <CardWhy @card={{@card}} />
      </div>
    {{/if}}
  </template>
}
