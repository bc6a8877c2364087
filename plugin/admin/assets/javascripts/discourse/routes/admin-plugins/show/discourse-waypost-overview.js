import DiscourseRoute from "discourse/routes/discourse";
import { fetchOverview } from "discourse/plugins/discourse-waypost/discourse/lib/waypost-api";

export default class DiscourseWaypostOverview extends DiscourseRoute {
  model() {
    return fetchOverview();
  }
}
