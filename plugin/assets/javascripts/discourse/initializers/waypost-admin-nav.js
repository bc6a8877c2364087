import { withPluginApi } from "discourse/lib/plugin-api";

export default {
  name: "waypost-admin-nav",

  initialize(container) {
    const currentUser = container.lookup("service:current-user");
    if (!currentUser?.admin) {
      return;
    }

    withPluginApi((api) => {
      api.addAdminPluginConfigurationNav("discourse-waypost", [
        {
          label: "discourse_waypost.admin.overview",
          route: "adminPlugins.show.discourse-waypost-overview",
        },
      ]);
    });
  },
};
