/*
 * Keeps a page true while it is open: relative times, parts marked [data-live], keys.
 * Everything works without it.
 */
const language = document.documentElement.lang;
const units = [
  ['year', 31536000],
  ['month', 2592000],
  ['week', 604800],
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];
const ago = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
const toTheMinute = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const exactly = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' });

function sayWhen(moment) {
  const seconds = Math.round((moment - Date.now()) / 1000);
  if (Math.abs(seconds) < 5) return document.body.dataset.justNow;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length);
  return ago.format(Math.trunc(seconds / size), unit);
}

function tellTimes(root) {
  for (const time of root.querySelectorAll('time[data-exactly]')) {
    const said = toTheMinute.format(new Date(time.dateTime));
    if (time.textContent !== said) time.textContent = said;
  }
  for (const time of root.querySelectorAll('time[data-when]')) {
    const moment = new Date(time.dateTime);
    const exact = exactly.format(moment);
    const [words, read] = time.children;
    const said = sayWhen(moment);
    if (words && words.textContent !== said) words.textContent = said;
    if (time.title !== exact) {
      time.title = exact;
      if (read) read.textContent = ` (${exact})`;
    }
  }
}

/* Changes only what differs, so that nothing jumps: focus, selection, folds and scroll stay where they are. */
function morph(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if (old === document.activeElement && old.matches('input, textarea, select')) return;
  const isSameMoment = old.matches('time[data-when], time[data-exactly]') && old.dateTime === fresh.dateTime;
  if (isSameMoment) return;
  morphAttributes(old, fresh);
  morphChildren(old, fresh);
}

function morphAttributes(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (name !== 'open' && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const name of old.getAttributeNames()) {
    if (name !== 'open' && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
}

function morphChildren(old, fresh) {
  const left = new Set(old.childNodes);
  let place = old.firstChild;
  for (const child of fresh.childNodes) {
    const match = findMatch(left, child);
    if (match) left.delete(match);
    const node = match ?? arrive(child);
    if (node === place) place = place.nextSibling;
    else old.insertBefore(node, place);
    if (match) morph(match, child);
  }
  for (const node of left) node.remove();
}

function findMatch(candidates, child) {
  for (const candidate of candidates) {
    if (candidate.nodeName === child.nodeName && (candidate.id ?? '') === (child.id ?? '')) return candidate;
  }
  return null;
}

function arrive(child) {
  const node = document.importNode(child, true);
  if (node.dataset?.arrives !== undefined) node.classList.add('is-new');
  return node;
}

let failures = 0;
let lastSeen = new Date();

async function look() {
  const answer = await fetch(location.href, {
    headers: { accept: 'text/html', 'x-waypost-look': 'again' },
    redirect: 'manual',
  });
  if (answer.type === 'opaqueredirect') return location.reload();
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live][id]')) {
    const counterpart = fresh.getElementById(part.id);
    if (counterpart) morphChildren(part, counterpart);
  }
  tellTimes(document);
}

function say(text) {
  const place = document.getElementById('connection');
  if (place && place.textContent !== text) place.textContent = text;
}

async function lookAgain(everyMs) {
  if (!document.hidden) {
    try {
      await look();
      if (failures > 0) say('');
      failures = 0;
      lastSeen = new Date();
    } catch {
      failures += 1;
      const time = lastSeen.toLocaleTimeString(language);
      if (failures > 1) say(document.body.dataset.offline.replace('{time}', time));
    }
  }
  setTimeout(lookAgain, Math.min(everyMs * 2 ** Math.min(failures, 4), 60000), everyMs);
}

function isTyping(target) {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const search = document.querySelector('[data-search], input[type="search"]');
  if (event.key === '/' && search) {
    event.preventDefault();
    search.focus();
  }
  const keys = document.getElementById('keys');
  if (event.key === '?' && keys && !keys.open) keys.showModal();
});

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && document.body.dataset.refresh) look().catch(() => {});
});

/* What was just done is said once, not again on reload. */
const here = new URL(location.href);
if (here.searchParams.has('done')) {
  here.searchParams.delete('done');
  history.replaceState(null, '', here);
}

/* Where the places do not fit beside each other, the present one is in sight. */
document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });

tellTimes(document);
setInterval(() => tellTimes(document), 5000);
const everyMs = Number(document.body.dataset.refresh) * 1000;
if (everyMs > 0) setTimeout(lookAgain, everyMs, everyMs);
