import Component from "@glimmer/component";
import getURL from "discourse/lib/get-url";
import { i18n } from "discourse-i18n";
import MomentAgo from "./moment-ago";

/** The four things that must be there for a guide to arrive: account, calls, webhook, key. */
export default class Connection extends Component {
  get bot() {
    const bot = this.args.overview.bot;
    if (!bot) {
      return i18n("discourse_waypost.admin.bot_missing");
    }
    return i18n(
      bot.active
        ? "discourse_waypost.admin.bot_active"
        : "discourse_waypost.admin.bot_inactive",
      { username: bot.username }
    );
  }

  get webHooks() {
    return (this.args.overview.web_hooks ?? []).map((hook) => ({
      ...hook,
      href: getURL(`/admin/api/web_hooks/${hook.id}`),
      state: i18n(
        hook.active
          ? "discourse_waypost.admin.web_hook_active"
          : "discourse_waypost.admin.web_hook_off"
      ),
      delivery: hook.last_delivery
        ? i18n(`discourse_waypost.admin.delivery.${hook.last_delivery}`)
        : null,
    }));
  }

  get keys() {
    return (this.args.overview.keys ?? []).map((key) => ({
      ...key,
      missing:
        key.missing_scopes?.length > 0 &&
        i18n("discourse_waypost.admin.missing_scopes", {
          scopes: key.missing_scopes.join(", "),
        }),
    }));
  }

  get directory() {
    const directory = this.args.overview.directory;
    return directory?.pushed_at
      ? i18n("discourse_waypost.admin.directory_count", {
          count: directory.count,
        })
      : i18n("discourse_waypost.admin.directory_none");
  }

  <template>
    <section class="waypost-overview__section">
      <h4>{{i18n "discourse_waypost.admin.connection"}}</h4>
      <dl class="waypost-overview__facts">
        <dt>{{i18n "discourse_waypost.admin.service"}}</dt>
        <dd>
          {{i18n "discourse_waypost.admin.last_call"}}
          <MomentAgo @at={{@overview.last_call.at}} />
          {{#if @overview.last_call.action}}
            ({{@overview.last_call.action}})
          {{/if}}
        </dd>

        <dt>{{i18n "discourse_waypost.admin.bot"}}</dt>
        <dd>{{this.bot}}</dd>

        <dt>{{i18n "discourse_waypost.admin.web_hooks"}}</dt>
        <dd>
          {{#each this.webHooks key="id" as |hook|}}
            <p>
              <a href={{hook.href}}>{{hook.host}}</a>
              ·
              {{hook.state}}
              {{#if hook.delivery}}· {{hook.delivery}}{{/if}}
            </p>
          {{else}}
            {{i18n "discourse_waypost.admin.web_hook_none"}}
          {{/each}}
        </dd>

        <dt>{{i18n "discourse_waypost.admin.keys"}}</dt>
        <dd>
          {{#each this.keys key="id" as |key|}}
            <p>
              {{key.description}}
              ·
              {{i18n "discourse_waypost.admin.last_used"}}
              <MomentAgo @at={{key.last_used_at}} />
              {{#if key.missing}}
                <br /><strong>{{key.missing}}</strong>
              {{/if}}
            </p>
          {{else}}
            {{i18n "discourse_waypost.admin.key_none"}}
          {{/each}}
        </dd>

        <dt>{{i18n "discourse_waypost.admin.directory"}}</dt>
        <dd>
          {{this.directory}}
          {{#if @overview.directory.pushed_at}}
            ·
            <MomentAgo @at={{@overview.directory.pushed_at}} />
          {{/if}}
        </dd>
      </dl>
    </section>
  </template>
}
