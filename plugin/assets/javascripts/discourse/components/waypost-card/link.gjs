import Component from "@glimmer/component";
import { on } from "@ember/modifier";
import { action } from "@ember/object";
import { service } from "@ember/service";
import getURL from "discourse/lib/get-url";
import { i18n } from "discourse-i18n";

/** Leads to the whole guide. */
export default class CardLink extends Component {
  @service waypostCards;

  get href() {
    return getURL(this.args.card.link.url);
  }

  get text() {
    return this.args.card.link.text || i18n("discourse_waypost.card.open");
  }

  get leadsElsewhere() {
    return !this.args.card.link.url.startsWith("/");
  }

  get rel() {
    return this.leadsElsewhere ? "noopener noreferrer" : null;
  }

  @action
  follow() {
    this.waypostCards.clicked(this.args.card);
  }

  <template>
    {{#if @card.link}}
      <a
        class="btn btn-primary btn-small waypost-card__link"
        href={{this.href}}
        rel={{this.rel}}
        {{on "click" this.follow}}
      ><span class="d-button-label">{{this.text}}</span></a>
    {{/if}}
  </template>
}
