import Component from "@glimmer/component";
import { on } from "@ember/modifier";
import { action } from "@ember/object";

/** One thing to have or not to have, with a sentence on what it is. */
export default class Choice extends Component {
  get id() {
    return `waypost-${this.args.name}`;
  }

  get hintId() {
    return `${this.id}-hint`;
  }

  @action
  async change({ target }) {
    await this.args.onChange(target.checked);
    // a change the forum refused is not shown as if it held
    target.checked = Boolean(this.args.checked);
  }

  <template>
    <div class="waypost-preferences__choice">
      <input
        id={{this.id}}
        type="checkbox"
        checked={{@checked}}
        disabled={{@disabled}}
        aria-describedby={{if @hint this.hintId}}
        {{on "change" this.change}}
      />
      <div>
        <label for={{this.id}}>{{@label}}</label>
        {{#if @hint}}
          <p id={{this.hintId}} class="waypost-preferences__hint">{{@hint}}</p>
        {{/if}}
        {{yield}}
      </div>
    </div>
  </template>
}
