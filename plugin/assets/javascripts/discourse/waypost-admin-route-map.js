export default {
  resource: "admin.adminPlugins.show",

  path: "/plugins",

  map() {
    this.route("discourse-waypost-overview", { path: "overview" });
  },
};
