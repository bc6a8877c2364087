import Component from "@glimmer/component";
import { i18n } from "discourse-i18n";
import MomentAgo from "./moment-ago";

/** What the service has not fetched yet, and the last that was told. */
export default class Outbox extends Component {
  get waiting() {
    return i18n("discourse_waypost.admin.outbox_waiting", {
      count: this.args.overview.outbox?.waiting ?? 0,
    });
  }

  get kept() {
    return i18n("discourse_waypost.admin.outbox_kept", {
      count: this.args.overview.outbox?.kept ?? 0,
    });
  }

  get members() {
    const { paused, declined_a_kind } = this.args.overview.members ?? {};
    return i18n("discourse_waypost.admin.members_say", {
      paused: paused ?? 0,
      declined: declined_a_kind ?? 0,
    });
  }

  <template>
    <section class="waypost-overview__section">
      <h4>{{i18n "discourse_waypost.admin.outbox"}}</h4>
      <p>
        <strong>{{this.waiting}}</strong>
        {{this.kept}}
        {{i18n "discourse_waypost.admin.last_read"}}
        <MomentAgo @at={{@overview.outbox.read_at}} />
      </p>
      <p>{{this.members}}</p>

      <h4>{{i18n "discourse_waypost.admin.last_signals"}}</h4>
      <ul class="waypost-overview__signals">
        {{#each @overview.last_signals key="signal_id" as |signal|}}
          <li>
            <code>{{signal.name}}</code>
            <MomentAgo @at={{signal.occurred_at}} />
          </li>
        {{else}}
          <li>{{i18n "discourse_waypost.admin.no_signals"}}</li>
        {{/each}}
      </ul>
    </section>
  </template>
}
