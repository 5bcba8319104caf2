/** How deep an activity may nest; Teams' own stay under twenty. Walking deeper ones would exhaust the stack. */
const DEPTH = 64;

/** The JSON of a request without its nulls (Teams writes them for « nothing »), or undefined when it is unreadable. */
export function parseBody(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  if (depth(text) > DEPTH) return undefined;
  try {
    return withoutNulls(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** In place: asking `JSON.parse` to do it takes four times as long, and every answer of everybody passes here. */
function withoutNulls(value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value !== 'object') return value;
  const entries: [string, unknown][] = Object.entries(value);
  for (const [key, inner] of entries) {
    if (inner === null) Reflect.deleteProperty(value, key);
    else withoutNulls(inner);
  }
  return value;
}

/** The deepest nesting of a JSON text, without parsing it. */
function depth(text: string): number {
  let open = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++open);
    else if (character === ']' || character === '}') open--;
  }
  return deepest;
}
