/** `full` for the table, `quick` for a look, `tiny` to see that it works. */
export type Size = 'full' | 'quick' | 'tiny';

/** A line of the table. */
export type Row = {
  /** Its name on the command line. */
  id: string;
  what: string;
  against: string;
  /** What the ratio must not fall under, or not pass. */
  goal: { atLeast: number } | { atMost: number };
  /** After so many minutes it is given up: it takes a third of that, or less, on a quiet machine. */
  minutes: number;
  measure(size: Size): Promise<Figure>;
};

export type Figure = {
  ratio: number;
  /** The measured values behind the ratio, each in a few words. */
  details: string[];
  /** Other conditions of the goal that were not met, in words. */
  missed?: string[];
};
