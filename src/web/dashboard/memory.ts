/**
 * What was made from a text, kept by that text: a posted review never changes, so what is drawn of it neither. The
 * one that was not asked for the longest goes when there are more than `most`.
 */
export function createMemory<Made>(most: number): (content: string, make: () => Made) => Made {
  const kept = new Map<string, Made>();
  return (content, make) => {
    const known = kept.get(content);
    const made = known ?? make();
    kept.delete(content);
    kept.set(content, made);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}
