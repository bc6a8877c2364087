import Component from "@glimmer/component";
import { action } from "@ember/object";
import { LinkTo } from "@ember/routing";
import { service } from "@ember/service";
import DButton from "discourse/components/d-button";
import { popupAjaxError } from "discourse/lib/ajax-error";
import { i18n } from "discourse-i18n";
import takeFocus from "../../modifiers/take-focus";

/** The line that stays where a card was put away: what happened, and the way back. */
export default class CardLeft extends Component {
  @service currentUser;
  @service waypostCards;

  get declined() {
    return this.args.card.left.how === "declined";
  }

  get text() {
    const { card } = this.args;
    const { how, until } = card.left;
    return i18n(`discourse_waypost.card.left.${how}`, {
      title: card.title,
      kind: i18n(`discourse_waypost.kinds.${card.kind}.name`),
      date: until && moment(until).format("LL"),
    });
  }

  @action
  async undo() {
    try {
      await this.waypostCards.restore(this.args.card);
    } catch (error) {
      popupAjaxError(error);
    }
  }

  <template>
    <div class="waypost-card-left" data-waypost-card={{@card.id}}>
      <p class="waypost-card-left__text" tabindex="-1" {{takeFocus}}>
        {{this.text}}
      </p>
      {{#if this.declined}}
        <LinkTo
          class="waypost-card-left__preferences"
          @route="preferences.waypost"
          @model={{this.currentUser.username}}
        >{{i18n "discourse_waypost.card.preferences"}}</LinkTo>
      {{else}}
        <DButton
          class="btn-link waypost-card-left__undo"
          @action={{this.undo}}
          @label="discourse_waypost.card.undo"
        />
      {{/if}}
    </div>
  </template>
}
