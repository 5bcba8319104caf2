/**
 * A refusal: a code for machines, and the catalogue key of the French sentence for people.
 * `values` fill the sentence; they never hold what somebody typed.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly values: Record<string, string | number>;
  /** The input of the answered card that is to be changed, when it is one. */
  readonly field: string | undefined;

  constructor(code: string, values: Record<string, string | number> = {}, field?: string) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.values = values;
    this.field = field;
  }
}

/** The service cannot start: each problem names a variable or a line, and what to write instead. */
export class StartupError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.name = 'StartupError';
    this.problems = problems;
  }
}
