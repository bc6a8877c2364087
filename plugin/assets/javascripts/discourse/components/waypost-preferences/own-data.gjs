import Component from "@glimmer/component";
import { tracked } from "@glimmer/tracking";
import { action } from "@ember/object";
import { service } from "@ember/service";
import DButton from "discourse/components/d-button";
import { popupAjaxError } from "discourse/lib/ajax-error";
import getURL from "discourse/lib/get-url";
import { i18n } from "discourse-i18n";
import { eraseMyData } from "../../lib/waypost-api";

/** Take it along, or have it gone. */
export default class OwnData extends Component {
  @service dialog;

  @tracked erased = false;

  get downloadUrl() {
    return getURL("/waypost/my-data.json");
  }

  @action
  erase() {
    this.dialog.deleteConfirm({
      message: i18n("discourse_waypost.preferences.erase_confirm"),
      confirmButtonLabel: "discourse_waypost.preferences.erase",
      didConfirm: async () => {
        try {
          await eraseMyData();
          this.erased = true;
        } catch (error) {
          popupAjaxError(error);
        }
      },
    });
  }

  <template>
    <fieldset class="waypost-preferences__group">
      <legend>{{i18n "discourse_waypost.preferences.own_data"}}</legend>
      <p class="waypost-preferences__hint">
        {{i18n "discourse_waypost.preferences.own_data_hint"}}
      </p>
      <div class="waypost-preferences__buttons">
        <a
          class="btn btn-default btn-text waypost-preferences__download"
          href={{this.downloadUrl}}
          download="waypost.json"
        >{{i18n "discourse_waypost.preferences.download"}}</a>
        <DButton
          class="btn-default waypost-preferences__erase"
          @action={{this.erase}}
          @label="discourse_waypost.preferences.erase"
        />
      </div>
      <p role="status">
        {{#if this.erased}}{{i18n
            "discourse_waypost.preferences.erased"
          }}{{/if}}
      </p>
    </fieldset>
  </template>
}
