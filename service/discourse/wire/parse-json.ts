export interface JsonLimits {
  depth: number;
  /** Values of any kind, containers included. */
  nodes: number;
}

/** A webhook body holds one post, topic or member. */
export const webhookLimits: JsonLimits = { depth: 64, nodes: 100_000 };
/** An API answer may hold every category of a large forum. */
export const answerLimits: JsonLimits = { depth: 64, nodes: 1_000_000 };

export type ParsedJson = { readable: true; value: unknown; text: string } | { readable: false; why: string };

/**
 * Parses JSON from outside. Size is checked by a scan before the parser sees it: V8 parses a megabyte of `[`, and what
 * walks the result overflows the stack. `why` names the fault and never quotes the text.
 */
export function parseJson(body: string | Uint8Array, limits: JsonLimits): ParsedJson {
  const text = decode(body);
  if (text === null) return { readable: false, why: 'the body is not UTF-8' };
  const fault = measure(text, limits);
  if (fault !== null) return { readable: false, why: fault };
  try {
    return { readable: true, value: JSON.parse(text), text };
  } catch {
    return { readable: false, why: 'the body is not JSON' };
  }
}

function decode(body: string | Uint8Array): string | null {
  if (typeof body === 'string') return body;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets and commas outside strings: one pass, no recursion, no allocation. */
function measure(text: string, limits: JsonLimits): string | null {
  let depth = 0;
  let nodes = 1;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (inString) {
      if (unit === BACKSLASH) index += 1;
      else if (unit === QUOTE) inString = false;
      continue;
    }
    if (unit === QUOTE) inString = true;
    else if (unit === 0x5b || unit === 0x7b) {
      depth += 1;
      nodes += 1;
      if (depth > limits.depth) return `the body is nested deeper than ${limits.depth} levels`;
    } else if (unit === 0x5d || unit === 0x7d) depth -= 1;
    else if (unit === 0x2c) nodes += 1;
    if (nodes > limits.nodes) return `the body holds more than ${limits.nodes} values`;
  }
  return null;
}
