import { modifier } from "ember-modifier";

/** Keeps a keyboard reader's place when what had the focus has just gone. */
const takeFocus = modifier((element) => {
  element.focus({ preventScroll: true });
});

export default takeFocus;
