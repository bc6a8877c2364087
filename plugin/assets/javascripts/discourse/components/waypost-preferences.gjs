import Component from "@glimmer/component";
import { tracked } from "@glimmer/tracking";
import { service } from "@ember/service";
import { popupAjaxError } from "discourse/lib/ajax-error";
import { i18n } from "discourse-i18n";
import { changePreferences } from "../lib/waypost-api";
import Channels from "./waypost-preferences/channels";
import Kinds from "./waypost-preferences/kinds";
import OwnData from "./waypost-preferences/own-data";
import Pause from "./waypost-preferences/pause";
import QuietHours from "./waypost-preferences/quiet-hours";

/** Each change holds at once: no button to forget, and the service obeys within seconds. */
export default class WaypostPreferences extends Component {
  @service siteSettings;

  @tracked changed = null;
  @tracked saved = false;

  change = async (changes) => {
    this.saved = false;
    try {
      this.changed = await changePreferences(changes);
      this.saved = true;
    } catch (error) {
      popupAjaxError(error);
    }
  };

  get preferences() {
    return this.changed ?? this.args.preferences;
  }

  <template>
    {{#if this.siteSettings.waypost_enabled}}
      <div class="waypost-preferences">
        <p class="waypost-preferences__intro">
          {{i18n "discourse_waypost.preferences.intro"}}
        </p>

        <Pause @preferences={{this.preferences}} @onChange={{this.change}} />
        <Kinds @preferences={{this.preferences}} @onChange={{this.change}} />
        <Channels @preferences={{this.preferences}} @onChange={{this.change}} />
        <QuietHours
          @preferences={{this.preferences}}
          @onChange={{this.change}}
        />
        <OwnData />

        <p class="waypost-preferences__saved" role="status">
          {{#if this.saved}}
            <span>{{i18n "discourse_waypost.preferences.saved"}}</span>
          {{/if}}
        </p>
      </div>
    {{/if}}
  </template>
}
