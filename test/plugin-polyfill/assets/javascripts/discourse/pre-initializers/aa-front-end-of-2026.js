import { hash } from '@ember/helper';
import RouteTemplate from 'ember-route-template';
import * as initializers from 'discourse/lib/api';
import * as pluginApi from 'discourse/lib/plugin-api';
import * as i18nModule from 'discourse-i18n';
import giveApiOf2026 from '../lib/api-of-2026';
import DropdownMenu from '../lib/dropdown-menu';
import giveFocusBack from '../lib/menu-focus';

// Runs before any module of the plugin is loaded (this plugin's folder sorts first): gives the old tree the
// module names and signatures that the plugin, written for 2026.1 and later, expects.

const MOVED = {
  'discourse/float-kit/components/d-menu': 'float-kit/components/d-menu',
  'discourse/helpers/d-icon': 'discourse-common/helpers/d-icon',
  'discourse/lib/get-url': 'discourse-common/lib/get-url',
};

function provide(name, make) {
  delete globalThis.requirejs.entries[name];
  globalThis.define(name, [], make);
}

function added(module, more) {
  return { ...module, ...more, __esModule: true };
}

function withPluginApi(...args) {
  const callback = args.find((arg) => typeof arg === 'function');
  return pluginApi.withPluginApi('1.29.0', (api) => {
    giveApiOf2026(api);
    return callback(api);
  });
}

let made = 0;

function apiInitializer(...args) {
  const callback = args.find((arg) => typeof arg === 'function');
  return {
    name: `waypost-polyfill-initializer-${made++}`,
    after: 'inject-objects',
    initialize: () => withPluginApi(callback),
  };
}

function i18n(key, options) {
  return i18nModule.default.t(key, options);
}

/** Route templates of 2026 are plain components; the old router wants template factories. */
function wrapRouteTemplates() {
  Object.keys(globalThis.requirejs.entries)
    .filter((name) => /^discourse\/plugins\/discourse-waypost\/.*templates\//.test(name))
    .forEach((name) => {
      const module = globalThis.requirejs(name);
      module.default = RouteTemplate(module.default);
    });
}

Object.entries(MOVED).forEach(([now, then]) => provide(now, () => globalThis.requirejs(then)));
provide('discourse/components/dropdown-menu', () => ({
  default: DropdownMenu,
  __esModule: true,
}));
provide('discourse/helpers/lazy-hash', () => ({
  default: hash,
  __esModule: true,
}));
provide('discourse/lib/api', () => added(initializers, { apiInitializer }));
provide('discourse/lib/plugin-api', () => added(pluginApi, { withPluginApi }));
provide('discourse-i18n', () => added(i18nModule, { i18n }));
wrapRouteTemplates();
giveFocusBack();

export default {
  name: 'waypost-front-end-of-2026',
  initialize() {},
};
