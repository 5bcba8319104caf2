import { StartupError } from '../../domain/errors.ts';
import words from '../../locales/demo.fr.json' with { type: 'json' };
import { sentence } from '../say.ts';

/** How many people can be invented, and how many are when nothing says who there is. */
export const PEOPLE = { least: 8, most: 2000, usual: 120 };
export const EXAMPLE = 'programme/exemple';

/** As typed. */
export type Typed = {
  days: string;
  agents?: string;
  seed: string;
  launch?: string;
  region?: string;
  programme?: string;
  answers?: string;
  out: string;
  json?: true;
};

export type DemoOptions = {
  days: number;
  seed: number;
  /** How many people to invent; null: those of the programme's folder. */
  agents: number | null;
  launch: string | undefined;
  region: string | undefined;
  programme: string;
  answers: string | null;
  out: string;
};

/** Numbers are read here; dates, regions and folders are checked by the programme's reader. Throws a StartupError. */
export function readOptions(typed: Typed): DemoOptions {
  const problems: string[] = [];
  const whole = (option: string, value: string, least: number, most: number): number => {
    const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    problems.push(sentence(words.problems.number, { option, value, least, most }));
    return least;
  };
  const days = whole('--days', typed.days, 1, 366);
  const seed = whole('--seed', typed.seed, 0, 2 ** 32 - 1);
  const invented = typed.agents ?? (typed.programme === undefined ? String(PEOPLE.usual) : null);
  const agents = invented === null ? null : whole('--agents', invented, PEOPLE.least, PEOPLE.most);
  if (problems.length > 0) throw new StartupError(problems);
  const { launch, region, programme = EXAMPLE, answers = null, out } = typed;
  return { days, seed, agents, launch, region, programme, answers, out };
}
