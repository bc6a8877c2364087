import { apiInitializer } from "discourse/lib/api";
import WaypostCards from "../components/waypost-cards";

export default apiInitializer((api) => {
  const siteSettings = api.container.lookup("service:site-settings");
  if (!siteSettings.waypost_enabled || !api.getCurrentUser()) {
    return;
  }

  api.addTrackedPostProperties("waypost_cards");
  api.renderAfterWrapperOutlet("post-content-cooked-html", WaypostCards);

  const waypostCards = api.container.lookup("service:waypost-cards");
  waypostCards.listen();
  api.onPageChange(() => waypostCards.leavePage());
});
