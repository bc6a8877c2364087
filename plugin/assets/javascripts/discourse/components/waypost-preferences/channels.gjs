import Component from "@glimmer/component";
import { fn } from "@ember/helper";
import { i18n } from "discourse-i18n";
import Choice from "./choice";

/** Where help may appear. */
export default class Channels extends Component {
  set = (channel, wanted) =>
    this.args.onChange({ channels: { [channel]: wanted } });

  get channels() {
    return Object.entries(this.args.preferences.channels).map(
      ([channel, wanted]) => ({
        channel,
        wanted,
        name: `channel-${channel}`,
        label: i18n(`discourse_waypost.channels.${channel}.name`),
        hint: i18n(`discourse_waypost.channels.${channel}.description`),
      })
    );
  }

  <template>
    <fieldset class="waypost-preferences__group">
      <legend>{{i18n "discourse_waypost.preferences.channels"}}</legend>
      {{#each this.channels key="channel" as |row|}}
        <Choice
          @name={{row.name}}
          @label={{row.label}}
          @hint={{row.hint}}
          @checked={{row.wanted}}
          @onChange={{fn this.set row.channel}}
        />
      {{/each}}
    </fieldset>
  </template>
}
