import { tracked } from '@glimmer/tracking';
import { hbs } from 'ember-cli-htmlbars';
import Post from 'discourse/models/post';
import OutletGate from './outlet-gate';

const POST_OUTLET = 'post-content-cooked-html';

const ICONS = {
  ban: 'ban',
  ellipsis: 'ellipsis-h',
  gear: 'cog',
  'user-group': 'user-friends',
  xmark: 'times',
};

function addTrackedPostProperties(...names) {
  names.forEach((name) => {
    const plain = {
      configurable: true,
      enumerable: true,
      writable: true,
      initializer: null,
    };
    Object.defineProperty(Post.prototype, name, tracked(Post.prototype, name, plain));
  });
}

/** The old post stream has no such outlet: the same place, at the end of the post's text. */
function renderUnderPost(api, component) {
  api.decorateCookedElement(
    (cooked, helper) => {
      const post = helper?.getModel?.();
      if (!post) {
        return;
      }
      const place = document.createElement('div');
      cooked.appendChild(place);
      helper.renderGlimmer(
        place,
        hbs`<@data.gate @component={{@data.component}} @outletArgs={{@data.outletArgs}} />`,
        { gate: OutletGate, component, outletArgs: { post } },
      );
    },
    { onlyStream: true },
  );
}

let done = false;

export default function giveApiOf2026(api) {
  if (done) {
    return;
  }
  done = true;

  Object.entries(ICONS).forEach(([now, then]) => api.replaceIcon(now, then));

  const proto = Object.getPrototypeOf(api);
  const { renderAfterWrapperOutlet, addAdminPluginConfigurationNav } = proto;

  proto.addTrackedPostProperties = addTrackedPostProperties;
  proto.renderAfterWrapperOutlet = function (outlet, component) {
    return outlet === POST_OUTLET
      ? renderUnderPost(this, component)
      : renderAfterWrapperOutlet.call(this, outlet, component);
  };
  proto.addAdminPluginConfigurationNav = function (id, links) {
    return addAdminPluginConfigurationNav.call(this, id, 'top', links);
  };
}
