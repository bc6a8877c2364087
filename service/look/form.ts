import { html } from './html.ts';
import type { Content, Html } from './html.ts';

/** A form that changes something: always POST, always with the proof that it came from our own page. */
export function postForm(options: {
  action: string;
  /** Name and value of the hidden proof; `null` where the page has no session. */
  csrf: { name: string; token: string } | null;
  hidden?: Readonly<Record<string, string>>;
  body: Content;
  className?: string;
}): Html {
  const { action, csrf, hidden = {}, body, className = '' } = options;
  const fields = { ...hidden, ...(csrf ? { [csrf.name]: csrf.token } : {}) };
  return html`<form method="post" action="${action}" class="${className}">
    ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${body}
  </form>`;
}

export function field(options: {
  id: string;
  name: string;
  label: string;
  type?: 'text' | 'password' | 'search' | 'url';
  value?: string;
  hint?: string;
  required?: boolean;
  autocomplete?: string;
  maxLength?: number;
}): Html {
  const {
    id,
    name,
    label,
    type = 'text',
    value = '',
    hint,
    required,
    autocomplete,
    maxLength = 500,
  } = options;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <input
      id="${id}"
      name="${name}"
      type="${type}"
      value="${value}"
      maxlength="${maxLength}"
      ${required ? html`required` : ''}
      ${autocomplete ? html`autocomplete="${autocomplete}"` : ''}
      ${hint ? html`aria-describedby="${id}-hint"` : ''}
    />
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : ''}
  </div>`;
}

/** `primary` for the one thing to do on a page, `danger` for what stops or ends something. */
export function button(label: string, kind: 'primary' | 'quiet' | 'danger' = 'quiet'): Html {
  return html`<button type="submit" class="button ${kind}">${label}</button>`;
}
