import Component from "@glimmer/component";
import { on } from "@ember/modifier";
import { action } from "@ember/object";
import { htmlSafe } from "@ember/template";
import concatClass from "discourse/helpers/concat-class";

export default class CardStep extends Component {
  get inputId() {
    return `waypost-step-${this.args.card.id}-${this.args.step.key}`;
  }

  get text() {
    return htmlSafe(this.args.step.cooked);
  }

  @action
  change({ target }) {
    this.args.onChange(this.args.step, target.checked);
  }

  <template>
    <li class={{concatClass "waypost-card__step" (if @step.done "is-done")}}>
      <input
        id={{this.inputId}}
        type="checkbox"
        checked={{@step.done}}
        {{on "change" this.change}}
      />
      <label for={{this.inputId}}>{{this.text}}</label>
    </li>
  </template>
}
