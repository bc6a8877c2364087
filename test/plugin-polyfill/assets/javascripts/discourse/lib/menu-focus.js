import FloatKitInstance from 'float-kit/lib/float-kit-instance';
import DMenuInstance from 'float-kit/lib/d-menu-instance';

const closers = new WeakMap();

// Looks at the page, not at the menu's tracked state: this also runs while a modifier is set up.
function closeAndFocus(menu) {
  const { trigger } = menu;
  const open = document.querySelector(`.fk-d-menu[aria-labelledby="${trigger?.id}"]`);
  const focused = document.activeElement;
  Object.getOwnPropertyDescriptor(FloatKitInstance.prototype, 'close').get.call(menu)();
  // what a click outside has taken stays there
  const held = focused === document.body || open?.contains(focused);
  if (open && held && trigger?.isConnected) {
    trigger.focus({ preventScroll: true });
  }
}

/** Menus of 2026 give the focus back to their button when they close. */
export default function giveFocusBack() {
  Object.defineProperty(DMenuInstance.prototype, 'close', {
    configurable: true,
    get() {
      if (!closers.has(this)) {
        closers.set(this, () => closeAndFocus(this));
      }
      return closers.get(this);
    },
  });
}
