import Component from "@glimmer/component";
import { fn } from "@ember/helper";
import DButton from "discourse/components/d-button";
import { i18n } from "discourse-i18n";
import Choice from "./choice";

/** Which kinds of help. A snooze is told where the kind is, with its end. */
export default class Kinds extends Component {
  set = (kind, wanted) => this.args.onChange({ kinds: { [kind]: wanted } });

  wake = async (kind) => {
    await this.args.onChange({ snoozed: { [kind]: null } });
    // the button has gone: the keyboard reader goes on where the kind is
    document.getElementById(`waypost-kind-${kind}`)?.focus();
  };

  get kinds() {
    const { kinds, snoozed } = this.args.preferences;
    return Object.entries(kinds).map(([kind, wanted]) => ({
      kind,
      wanted,
      name: `kind-${kind}`,
      label: i18n(`discourse_waypost.kinds.${kind}.name`),
      hint: i18n(`discourse_waypost.kinds.${kind}.description`),
      snoozed:
        snoozed?.[kind] &&
        i18n("discourse_waypost.preferences.snoozed_until", {
          date: moment(snoozed[kind]).format("LLL"),
        }),
    }));
  }

  <template>
    <fieldset class="waypost-preferences__group">
      <legend>{{i18n "discourse_waypost.preferences.kinds"}}</legend>
      {{#each this.kinds key="kind" as |row|}}
        <Choice
          @name={{row.name}}
          @label={{row.label}}
          @hint={{row.hint}}
          @checked={{row.wanted}}
          @onChange={{fn this.set row.kind}}
        >
          {{#if row.snoozed}}
            <p class="waypost-preferences__snoozed">
              {{row.snoozed}}
              <DButton
                class="btn-link"
                @action={{fn this.wake row.kind}}
                @label="discourse_waypost.preferences.end_snooze"
              />
            </p>
          {{/if}}
        </Choice>
      {{/each}}
    </fieldset>
  </template>
}
