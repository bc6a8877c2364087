import { service } from "@ember/service";
import RestrictedUserRoute from "discourse/routes/restricted-user";
import { fetchPreferences } from "../../lib/waypost-api";

/** One's own page only: what is fetched is always the reader's own. */
export default class PreferencesWaypost extends RestrictedUserRoute {
  @service currentUser;
  @service router;
  @service siteSettings;

  beforeModel() {
    const own = this.modelFor("user").id === this.currentUser?.id;
    if (!own || !this.siteSettings.waypost_enabled) {
      this.router.replaceWith("preferences.account");
    }
  }

  model() {
    return fetchPreferences();
  }
}
