import WaypostOverview from "discourse/plugins/discourse-waypost/discourse/components/waypost-overview";

export default <template><WaypostOverview @overview={{@model}} /></template>
