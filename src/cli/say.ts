/** Fills the `{names}` of a sentence from the catalogue. */
export function sentence(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

/** The answer of a command on standard output: its data as one JSON line with `--json`, else its sentence. */
export function say(json: true | undefined, data: Record<string, string | number>, text: string): void {
  console.log(json ? JSON.stringify(data) : sentence(text, data));
}

/** The same when the answer is a report: its data with `--json`, else its lines. */
export function tell(json: true | undefined, data: object, lines: readonly string[]): void {
  console.log(json ? JSON.stringify(data) : lines.join('\n'));
}
