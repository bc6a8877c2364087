import { apiInitializer } from "discourse/lib/api";
import WaypostBanner from "../components/waypost-banner";

export default apiInitializer((api) => {
  const siteSettings = api.container.lookup("service:site-settings");
  if (siteSettings.waypost_enabled && api.getCurrentUser()) {
    api.renderInOutlet("above-main-container", WaypostBanner);
  }
});
