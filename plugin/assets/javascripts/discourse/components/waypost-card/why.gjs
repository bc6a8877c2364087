import Component from "@glimmer/component";
import { tracked } from "@glimmer/tracking";
import { action } from "@ember/object";
import { LinkTo } from "@ember/routing";
import { service } from "@ember/service";
import DButton from "discourse/components/d-button";
import { i18n } from "discourse-i18n";

/** Says in plain words why this came, who stands behind it, and where to change that. */
export default class CardWhy extends Component {
  @service currentUser;

  @tracked open = false;

  get detailsId() {
    return `waypost-why-${this.args.card.id}`;
  }

  get reason() {
    return this.args.card.why?.text;
  }

  get checked() {
    const { owner, reviewed_on: day } = this.args.card.why ?? {};
    const date = day && moment(day, "YYYY-MM-DD").format("LL");
    if (owner && date) {
      return i18n("discourse_waypost.card.checked_by_on", { owner, date });
    }
    if (owner) {
      return i18n("discourse_waypost.card.looked_after_by", { owner });
    }
    return date ? i18n("discourse_waypost.card.checked_on", { date }) : null;
  }

  @action
  toggle() {
    this.open = !this.open;
  }

  <template>
    <div class="waypost-card__why">
      <DButton
        class="btn-link waypost-card__why-toggle"
        aria-controls={{this.detailsId}}
        @action={{this.toggle}}
        @ariaExpanded={{this.open}}
        @label="discourse_waypost.card.why"
      />
      <div
        id={{this.detailsId}}
        class="waypost-card__why-details"
        hidden={{unless this.open true}}
      >
        {{#if this.reason}}
          <p dir={{@card.dir}} lang={{@card.lang}}>{{this.reason}}</p>
        {{/if}}
        {{#if this.checked}}
          <p>{{this.checked}}</p>
        {{/if}}
        <p>
          {{i18n "discourse_waypost.card.why_only_you"}}
          <LinkTo
            @route="preferences.waypost"
            @model={{this.currentUser.username}}
          >{{i18n "discourse_waypost.card.why_preferences"}}</LinkTo>
        </p>
      </div>
    </div>
  </template>
}
