import Component from "@glimmer/component";
import { getOwner } from "@ember/application";
import { service } from "@ember/service";

/** Asks the component whether it wants to be there, each time what it looked at changes: as outlets of 2026 do. */
export default class OutletGate extends Component {
  @service currentUser;
  @service siteSettings;

  get wanted() {
    const { component, outletArgs } = this.args;
    const context = {
      currentUser: this.currentUser,
      siteSettings: this.siteSettings,
    };
    return (
      component.shouldRender?.(outletArgs, context, getOwner(this)) ?? true
    );
  }

  <template>
    {{#if this.wanted}}
      <@component @outletArgs={{@outletArgs}} @post={{@outletArgs.post}} />
    {{/if}}
  </template>
}
