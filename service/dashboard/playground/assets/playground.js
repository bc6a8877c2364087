/* Looks while somebody types. Without it the page works by its buttons. */
const form = document.getElementById('playground');
const place = document.getElementById('answer');
const said = document.getElementById('said');
const waitMs = 350;

let timer = 0;
let running = null;

function lookSoon() {
  clearTimeout(timer);
  timer = setTimeout(look, waitMs);
}

async function look() {
  clearTimeout(timer);
  running?.abort();
  const mine = new AbortController();
  running = mine;
  place.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch('/playground/look', {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      redirect: 'manual',
      signal: mine.signal,
    });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    show(await answer.text());
  } catch {
    if (!mine.signal.aborted) said.textContent = form.dataset.away;
  } finally {
    if (running === mine) place.removeAttribute('aria-busy');
  }
}

/* What somebody has unfolded stays so, and focus stays where it is. */
function show(text) {
  const fresh = new DOMParser().parseFromString(text, 'text/html');
  const part = fresh.querySelector('[data-said]');
  if (!part) return;
  for (const open of place.querySelectorAll('details[open][id]')) {
    fresh.getElementById(open.id)?.setAttribute('open', '');
  }
  place.replaceChildren(document.importNode(part, true));
  const words = part.dataset.said;
  if (said.textContent !== words) said.textContent = words;
}

/* A place in the rule leads into its field. */
function goTo(line, column) {
  const field = document.getElementById('yaml');
  const lines = field.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const end = start + Math.max(1, (lines[line - 1] ?? '').length - column + 1);
  field.focus();
  field.setSelectionRange(start, end);
  const lineHeight = parseFloat(getComputedStyle(field).lineHeight) || 20;
  field.scrollTop = Math.max(0, (line - 4) * lineHeight);
}

const isQuiet = (target) => target.matches('[data-quiet], #post, #rule');

form.addEventListener('input', (event) => {
  if (!isQuiet(event.target)) lookSoon();
});
form.addEventListener('submit', (event) => {
  const by = event.submitter;
  const isLook = by && !by.hasAttribute('name') && !by.hasAttribute('formaction');
  if (!isLook) return;
  event.preventDefault();
  look();
});
place.addEventListener('click', (event) => {
  const at = event.target.closest('[data-line]');
  if (at) goTo(Number(at.dataset.line), Number(at.dataset.column));
});
