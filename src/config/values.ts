/** Variables as a program gets them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable's value without spaces around; null when it is not set, or empty. */
export type Read = (name: string) => string | null;

export function reader(environment: Environment): Read {
  return (name) => environment[name]?.trim() || null;
}

export function readSwitch(read: Read, name: string, problems: string[]): boolean | null {
  const value = read(name)?.toLowerCase();
  if (value === undefined) return null;
  if (value !== 'on' && value !== 'off') problems.push(`${name} : écrivez on ou off.`);
  return value === 'on';
}

export function readRate(read: Read, name: string, usual: number, problems: string[]): number {
  const rate = Number(read(name) ?? usual);
  if (!(rate > 0 && rate <= 1000))
    problems.push(`${name} : écrivez un nombre de messages par seconde, de 1 à 1000.`);
  return rate;
}

export function readUrl(read: Read, name: string, problems: string[]): string | null {
  const value = read(name);
  if (value && !(URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))) {
    problems.push(`${name} : écrivez une adresse complète, comme https://percolateur.commune.example.`);
  }
  return value;
}

export function readList(read: Read, name: string): string[] {
  return (read(name) ?? '').split(/[\s,]+/).filter((item) => item !== '');
}
