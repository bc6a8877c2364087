import Component from "@glimmer/component";
import { i18n } from "discourse-i18n";

/** How long ago, with the exact time on hover and for screen readers. */
export default class MomentAgo extends Component {
  get ago() {
    return moment(this.args.at).fromNow();
  }

  get exactly() {
    return moment(this.args.at).format("LLLL");
  }

  <template>
    {{#if @at}}
      <time datetime={{@at}} title={{this.exactly}}>{{this.ago}}</time>
    {{else}}
      {{i18n "discourse_waypost.admin.never"}}
    {{/if}}
  </template>
}
