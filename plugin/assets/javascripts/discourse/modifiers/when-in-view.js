import { modifier } from "ember-modifier";

const LONG_ENOUGH_MS = 1000;

/** Calls back once, when at least half of the element has been in view for a second. */
const whenInView = modifier((element, [callback]) => {
  let timer = null;

  const observer = new IntersectionObserver(
    ([entry]) => {
      clearTimeout(timer);
      if (entry.isIntersecting) {
        timer = setTimeout(() => {
          observer.disconnect();
          callback();
        }, LONG_ENOUGH_MS);
      }
    },
    { threshold: 0.5 }
  );
  observer.observe(element);

  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
});

export default whenInView;
