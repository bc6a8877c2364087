import Component from "@glimmer/component";
import { tracked } from "@glimmer/tracking";
import { action } from "@ember/object";
import { htmlSafe } from "@ember/template";
import DButton from "discourse/components/d-button";
import { popupAjaxError } from "discourse/lib/ajax-error";
import { i18n } from "discourse-i18n";
import { fetchOverview } from "discourse/plugins/discourse-waypost/discourse/lib/waypost-api";
import Connection from "./waypost-overview/connection";
import Outbox from "./waypost-overview/outbox";
import Rules from "./waypost-overview/rules";

/** Is the service there, is anything waiting, and does it help? In that order. */
export default class WaypostOverview extends Component {
  @tracked refreshed = null;
  @tracked loading = false;

  get overview() {
    return this.refreshed ?? this.args.overview;
  }

  /** The forum's own texts, with links to where the problem is mended. */
  get problems() {
    return (this.overview.problems ?? []).map(({ text }) => htmlSafe(text));
  }

  @action
  async refresh() {
    this.loading = true;
    try {
      this.refreshed = await fetchOverview();
    } catch (error) {
      popupAjaxError(error);
    } finally {
      this.loading = false;
    }
  }

  <template>
    <div class="waypost-overview admin-detail">
      <header class="waypost-overview__header">
        <h3>{{i18n "discourse_waypost.admin.overview"}}</h3>
        <DButton
          class="btn-default btn-small"
          @action={{this.refresh}}
          @isLoading={{this.loading}}
          @label="discourse_waypost.admin.refresh"
        />
        {{#if this.overview.dashboard_url}}
          <a
            class="btn btn-primary btn-small waypost-overview__dashboard"
            href={{this.overview.dashboard_url}}
            target="_blank"
            rel="noopener noreferrer"
          >{{i18n "discourse_waypost.admin.dashboard"}}</a>
        {{/if}}
      </header>

      {{#if this.problems.length}}
        <ul class="waypost-overview__problems">
          {{#each this.problems as |problem|}}
            <li class="alert alert-error">{{problem}}</li>
          {{/each}}
        </ul>
      {{/if}}

      <Connection @overview={{this.overview}} />
      <Outbox @overview={{this.overview}} />
      <Rules @rules={{this.overview.rules}} @days={{this.overview.days}} />
    </div>
  </template>
}
