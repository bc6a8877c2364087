/*
 * Deciding by keyboard: j and k go from offer to offer, a approves, e edits, r asks for the reason of a no, x chooses.
 * Everything works without it.
 */
const cards = () => [...document.querySelectorAll('[data-review]')];
let at = null;

function stand(card) {
  if (!card) return;
  at?.classList.remove('is-here');
  at = card;
  card.classList.add('is-here');
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: 'start', behavior: 'auto' });
}

function step(by) {
  const all = cards();
  const from = all.indexOf(at);
  stand(all[Math.min(all.length - 1, Math.max(0, from + by))] ?? all[0]);
}

function edit(card) {
  const fold = card.querySelector('[data-edit]');
  if (!fold) return;
  fold.open = true;
  fold.querySelector('textarea').focus();
}

const acts = {
  j: () => step(1),
  k: () => step(at ? -1 : 0),
  a: () => at?.querySelector('[data-approve]')?.click(),
  e: () => at && edit(at),
  /* A no deserves a reason: the first press goes to its field, Enter there rejects. */
  r: () => at?.querySelector('input[name="why"]')?.focus(),
  x: () => at?.querySelector('input[type="checkbox"]')?.click(),
};

function isTyping(target) {
  return target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), textarea, select');
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target)) {
    if (event.key === 'Escape') stand(event.target.closest('[data-review]'));
    const isReason = event.key === 'Enter' && event.target.name === 'why';
    const card = isReason ? event.target.closest('[data-review]') : null;
    if (!card) return;
    event.preventDefault();
    card.querySelector('[data-reject]')?.click();
    return;
  }
  const act = acts[event.key];
  if (!act || document.querySelector('dialog[open]')) return;
  event.preventDefault();
  act();
});

document.addEventListener('focusin', (event) => {
  const card = event.target.closest?.('[data-review]');
  if (!card || card === at) return;
  at?.classList.remove('is-here');
  at = card;
  card.classList.add('is-here');
});

/* A text that was refused is where to go on; otherwise the first offer. */
const refused = document.querySelector('[data-edit][open]');
if (refused) edit(refused.closest('[data-review]'));
else if (cards().length > 0) (cards()[0].classList.add('is-here'), (at = cards()[0]));
