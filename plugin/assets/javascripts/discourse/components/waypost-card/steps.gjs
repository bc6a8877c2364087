import Component from "@glimmer/component";
import { service } from "@ember/service";
import { popupAjaxError } from "discourse/lib/ajax-error";
import { i18n } from "discourse-i18n";
import CardStep from "./step";

/** A checklist in any order, or steps one after the other: each with what the member has done. */
export default class CardSteps extends Component {
  @service waypostCards;

  setStep = async (step, done) => {
    try {
      await this.waypostCards.setStep(this.args.card, step.key, done);
    } catch (error) {
      popupAjaxError(error);
    }
  };

  get steps() {
    return this.args.card.steps ?? [];
  }

  get inOrder() {
    return this.args.card.form === "steps";
  }

  get progress() {
    const done = this.steps.filter((step) => step.done).length;
    return done === this.steps.length
      ? i18n("discourse_waypost.card.all_done")
      : i18n("discourse_waypost.card.progress", {
          done,
          count: this.steps.length,
        });
  }

  <template>
    {{#if this.steps.length}}
      {{#if this.inOrder}}
        <ol class="waypost-card__steps --in-order">
          {{#each this.steps key="key" as |step|}}
            <CardStep
              @card={{@card}}
              @step={{step}}
              @onChange={{this.setStep}}
            />
          {{/each}}
        </ol>
      {{else}}
        <ul class="waypost-card__steps">
          {{#each this.steps key="key" as |step|}}
            <CardStep
              @card={{@card}}
              @step={{step}}
              @onChange={{this.setStep}}
            />
          {{/each}}
        </ul>
      {{/if}}
      <p
        class="waypost-card__progress"
        dir="auto"
        role="status"
      >{{this.progress}}</p>
    {{/if}}
  </template>
}
