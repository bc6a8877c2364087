import Component from "@glimmer/component";
import { on } from "@ember/modifier";
import { action } from "@ember/object";
import { i18n } from "discourse-i18n";
import Choice from "./choice";

const USUAL = { from: "22:00", to: "07:00" };

/** The member's own quiet hours, in the member's own time zone. */
export default class QuietHours extends Component {
  get hours() {
    return this.args.preferences.quiet_hours;
  }

  get hint() {
    const { time_zone } = this.args.preferences;
    return time_zone
      ? i18n("discourse_waypost.preferences.quiet_hours_hint", {
          zone: time_zone,
        })
      : i18n("discourse_waypost.preferences.quiet_hours_hint_no_zone");
  }

  @action
  toggle(wanted) {
    return this.args.onChange({ quiet_hours: wanted ? USUAL : null });
  }

  @action
  set({ target }) {
    if (target.value) {
      this.args.onChange({
        quiet_hours: { ...this.hours, [target.name]: target.value },
      });
    }
  }

  <template>
    <fieldset class="waypost-preferences__group">
      <legend>{{i18n "discourse_waypost.preferences.quiet_hours"}}</legend>
      <Choice
        @name="quiet-hours"
        @label={{i18n "discourse_waypost.preferences.quiet_hours_on"}}
        @hint={{this.hint}}
        @checked={{if this.hours true false}}
        @onChange={{this.toggle}}
      />
      {{#if this.hours}}
        <div class="waypost-preferences__hours">
          <label>
            {{i18n "discourse_waypost.preferences.from"}}
            <input
              type="time"
              name="from"
              value={{this.hours.from}}
              {{on "change" this.set}}
            />
          </label>
          <label>
            {{i18n "discourse_waypost.preferences.to"}}
            <input
              type="time"
              name="to"
              value={{this.hours.to}}
              {{on "change" this.set}}
            />
          </label>
        </div>
      {{/if}}
    </fieldset>
  </template>
}
