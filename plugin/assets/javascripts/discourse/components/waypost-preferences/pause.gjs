import Component from "@glimmer/component";
import { fn } from "@ember/helper";
import { action } from "@ember/object";
import DButton from "discourse/components/d-button";
import { i18n } from "discourse-i18n";

const STATE_ID = "waypost-pause-state";

/** Everything off in one press, for a while or for good. */
export default class Pause extends Component {
  get state() {
    const { paused, paused_until: until } = this.args.preferences;
    if (!paused) {
      return i18n("discourse_waypost.preferences.not_paused");
    }
    return until
      ? i18n("discourse_waypost.preferences.paused_until", {
          date: moment(until).format("LLL"),
        })
      : i18n("discourse_waypost.preferences.paused");
  }

  get ignored() {
    const { bot_ignored, bot_username } = this.args.preferences;
    return (
      bot_ignored &&
      i18n("discourse_waypost.preferences.bot_ignored", {
        username: bot_username,
      })
    );
  }

  @action
  pauseFor(days) {
    return this.#change({
      paused: true,
      paused_until: days ? moment().add(days, "days").toISOString() : null,
    });
  }

  @action
  resume() {
    return this.#change({ paused: false });
  }

  /** The pressed button goes: what holds now is read instead. */
  async #change(changes) {
    await this.args.onChange(changes);
    document.getElementById(STATE_ID)?.focus();
  }

  <template>
    <fieldset class="waypost-preferences__group">
      <legend>{{i18n "discourse_waypost.preferences.pause"}}</legend>
      <p
        id={{STATE_ID}}
        class="waypost-preferences__state"
        tabindex="-1"
      >{{this.state}}</p>
      {{#if this.ignored}}
        <p class="waypost-preferences__ignored">{{this.ignored}}</p>
      {{/if}}
      <div class="waypost-preferences__buttons">
        {{#if @preferences.paused}}
          <DButton
            class="btn-primary waypost-preferences__resume"
            @action={{this.resume}}
            @label="discourse_waypost.preferences.resume"
          />
        {{else}}
          <DButton
            class="btn-default waypost-preferences__pause"
            @action={{fn this.pauseFor 0}}
            @label="discourse_waypost.preferences.pause_all"
          />
          <DButton
            class="btn-default"
            @action={{fn this.pauseFor 7}}
            @label="discourse_waypost.preferences.pause_week"
          />
          <DButton
            class="btn-default"
            @action={{fn this.pauseFor 30}}
            @label="discourse_waypost.preferences.pause_month"
          />
        {{/if}}
      </div>
    </fieldset>
  </template>
}
