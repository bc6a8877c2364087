import Component from "@glimmer/component";
import { LinkTo } from "@ember/routing";
import icon from "discourse/helpers/d-icon";
import { i18n } from "discourse-i18n";

export default class WaypostPreferencesNav extends Component {
  static shouldRender({ model }, { siteSettings, currentUser }) {
    return siteSettings.waypost_enabled && model?.id === currentUser?.id;
  }

  <template>
    <li class="user-nav__preferences-waypost">
      <LinkTo @route="preferences.waypost">
        {{icon "waypost-signpost"}}
        <span>{{i18n "discourse_waypost.preferences.title"}}</span>
      </LinkTo>
    </li>
  </template>
}
