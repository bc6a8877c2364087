import Component from "@glimmer/component";
import { fn } from "@ember/helper";
import { action } from "@ember/object";
import { service } from "@ember/service";
import DButton from "discourse/components/d-button";
import DropdownMenu from "discourse/components/dropdown-menu";
import DMenu from "discourse/float-kit/components/d-menu";
import { popupAjaxError } from "discourse/lib/ajax-error";
import { i18n } from "discourse-i18n";
import talkToPerson from "../../lib/talk-to-person";
import takeFocus from "../../modifiers/take-focus";

const DAYS = [1, 7, 30];

/** Later, never, or a person instead. */
export default class CardMenu extends Component {
  @service composer;
  @service router;
  @service waypostCards;
  @service currentUser;

  snoozes = DAYS.map((days) => ({
    days,
    label: i18n("discourse_waypost.card.snooze", { count: days }),
  }));

  get kindName() {
    return i18n(`discourse_waypost.kinds.${this.args.card.kind}.name`);
  }

  get neverAgain() {
    return i18n("discourse_waypost.card.decline_kind", { kind: this.kindName });
  }

  get menuLabel() {
    return i18n("discourse_waypost.card.more_named", {
      title: this.args.card.title,
    });
  }

  @action
  snooze(close, days) {
    return this.#close(close, () =>
      this.waypostCards.snooze(this.args.card, days)
    );
  }

  @action
  decline(close) {
    return this.#close(close, () =>
      this.waypostCards.declineKind(this.args.card)
    );
  }

  @action
  talk(close) {
    return this.#close(close, () =>
      talkToPerson(this.waypostCards, this.composer, this.args.card)
    );
  }

  @action
  openPreferences(close) {
    close();
    this.router.transitionTo("preferences.waypost", this.currentUser.username);
  }

  async #close(close, act) {
    await close();
    try {
      await act();
    } catch (error) {
      popupAjaxError(error);
    }
  }

  <template>
    <DMenu
      class="btn-flat btn-small waypost-card__more"
      @identifier="waypost-card-menu"
      @icon="ellipsis"
      @title={{i18n "discourse_waypost.card.more"}}
      @ariaLabel={{this.menuLabel}}
      @modalForMobile={{true}}
    >
      <:content as |menu|>
        <DropdownMenu
          class="waypost-card-menu"
          tabindex="-1"
          {{takeFocus}}
          as |list|
        >
          {{#if @card.can_ask_person}}
            <list.item>
              <DButton
                class="btn-transparent waypost-card-menu__talk"
                @action={{fn this.talk menu.close}}
                @icon="user-group"
                @label="discourse_waypost.card.talk_to_person"
              />
            </list.item>
            <list.divider />
          {{/if}}
          {{#each this.snoozes as |choice|}}
            <list.item>
              <DButton
                class="btn-transparent waypost-card-menu__snooze"
                data-days={{choice.days}}
                @action={{fn this.snooze menu.close choice.days}}
                @icon="far-clock"
                @translatedLabel={{choice.label}}
              />
            </list.item>
          {{/each}}
          <list.divider />
          <list.item>
            <DButton
              class="btn-transparent waypost-card-menu__decline"
              @action={{fn this.decline menu.close}}
              @icon="ban"
              @translatedLabel={{this.neverAgain}}
            />
          </list.item>
          <list.item>
            <DButton
              class="btn-transparent waypost-card-menu__preferences"
              @action={{fn this.openPreferences menu.close}}
              @icon="gear"
              @label="discourse_waypost.card.preferences"
            />
          </list.item>
        </DropdownMenu>
      </:content>
    </DMenu>
  </template>
}
