import Component from "@glimmer/component";
import { concat, fn } from "@ember/helper";
import { action } from "@ember/object";
import { service } from "@ember/service";
import DButton from "discourse/components/d-button";
import { popupAjaxError } from "discourse/lib/ajax-error";
import { i18n } from "discourse-i18n";
import talkToPerson from "../../lib/talk-to-person";

/** Did it help? The answer may be changed; after a no, a person is one press away. */
export default class CardRating extends Component {
  @service composer;
  @service waypostCards;

  #saving = false;

  get questionId() {
    return `waypost-rating-${this.args.card.id}`;
  }

  get helped() {
    return this.args.card.rating === "helped";
  }

  get notHelped() {
    return this.args.card.rating === "not_helped";
  }

  get offersPerson() {
    return this.notHelped && this.args.card.can_ask_person;
  }

  /** Not `disabled` meanwhile: a disabled button loses the keyboard reader's place. */
  @action
  async rate(helped) {
    if (this.#saving) {
      return;
    }
    this.#saving = true;
    try {
      await this.waypostCards.rate(this.args.card, helped);
    } catch (error) {
      popupAjaxError(error);
    } finally {
      this.#saving = false;
    }
  }

  @action
  async talk() {
    try {
      await talkToPerson(this.waypostCards, this.composer, this.args.card);
    } catch (error) {
      popupAjaxError(error);
    }
  }

  <template>
    <div
      class="waypost-card__rating"
      role="group"
      aria-labelledby={{this.questionId}}
    >
      <span id={{this.questionId}} class="waypost-card__question">
        {{i18n "discourse_waypost.card.did_it_help"}}
      </span>
      <DButton
        class="btn-small btn-default waypost-card__helped"
        aria-pressed={{if this.helped "true" "false"}}
        @action={{fn this.rate true}}
        @icon={{if this.helped "check" "far-thumbs-up"}}
        @label="discourse_waypost.card.helped"
      />
      <DButton
        class="btn-small btn-default waypost-card__not-helped"
        aria-pressed={{if this.notHelped "true" "false"}}
        @action={{fn this.rate false}}
        @icon={{if this.notHelped "check" "far-thumbs-down"}}
        @label="discourse_waypost.card.not_helped"
      />
      <span class="waypost-card__thanks" role="status">
        {{#if @card.rating}}
          {{i18n (concat "discourse_waypost.card.thanks." @card.rating)}}
        {{/if}}
      </span>
      {{#if this.offersPerson}}
        <DButton
          class="btn-link waypost-card__talk"
          @action={{this.talk}}
          @label="discourse_waypost.card.talk_to_person"
        />
      {{/if}}
    </div>
  </template>
}
