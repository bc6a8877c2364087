import Component from "@glimmer/component";
import { service } from "@ember/service";
import WaypostCard from "./waypost-card";

/** The cards under one post, for the member who reads it. */
export default class WaypostCards extends Component {
  static shouldRender({ post }, context, owner) {
    return owner.lookup("service:waypost-cards").cardsUnder(post).length > 0;
  }

  @service waypostCards;

  get cards() {
    return this.waypostCards.cardsUnder(this.args.post);
  }

  <template>
    <div class="waypost-cards">
      {{#each this.cards key="id" as |card|}}
        <WaypostCard @card={{card}} />
      {{/each}}
    </div>
  </template>
}
