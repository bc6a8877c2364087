import { modifier } from "ember-modifier";
import {
  openLinkInNewTab,
  shouldOpenInNewTab,
} from "discourse/lib/click-track";
import { wantsNewWindow } from "discourse/lib/intercept-click";

/** Links to elsewhere open as the member set it for posts; the forum's own stay inside the app by themselves. */
const followLinks = modifier((element) => {
  const follow = (event) => {
    const link = event.target.closest("a[href]");
    if (link && !wantsNewWindow(event) && shouldOpenInNewTab(link.href)) {
      openLinkInNewTab(event, link);
    }
  };
  element.addEventListener("click", follow);
  return () => element.removeEventListener("click", follow);
});

export default followLinks;
