/** The bands of the weekly check-in, in the order of the card; why these is decision 010 (docs/decisions). */
export const TIME_BANDS = [
  'lost',
  'unused',
  'zero',
  'lt30',
  'm30to60',
  'h1to2',
  'h2to4',
  'h4plus',
  'unknown',
] as const;
export type TimeBand = (typeof TIME_BANDS)[number];

/** What stood in the way, as asked on the card. The cause it points to is used by the 30 % alert. */
export const BLOCKERS = ['training', 'tool', 'access', 'rules', 'trust', 'time', 'other'] as const;
export type Blocker = (typeof BLOCKERS)[number];

/** « Je ne sais pas » is a use whose gain is unknown (the card says so); only `unused` is not a use. */
export function declaresUse(band: TimeBand): boolean {
  return band !== 'unused';
}

/** Lost, not used, zero, then the gains: `unknown` has no place in an order and stays out of the median. */
const ORDERED = TIME_BANDS.filter((band) => band !== 'unknown');

/** The lower median band of a distribution, or null when nothing can be ordered. */
export function medianBand(distribution: Readonly<Record<TimeBand, number>>): TimeBand | null {
  const total = ORDERED.reduce((sum, band) => sum + distribution[band], 0);
  let seen = 0;
  for (const band of ORDERED) {
    seen += distribution[band];
    if (total > 0 && seen * 2 >= total) return band;
  }
  return null;
}

/** Adoption under which a pilot needs help after a month. Source: the five-step method, step 5 (« 30 % après un mois »). */
export const ADOPTION_ALERT = 0.3;

/** `below` only when both readings are, at or under the line; `unknown` when they straddle it. */
export function adoptionAlert(
  rateOfInvited: number,
  rateOfRespondents: number,
): 'below' | 'above' | 'unknown' {
  const invited = rateOfInvited <= ADOPTION_ALERT;
  const respondents = rateOfRespondents <= ADOPTION_ALERT;
  if (invited !== respondents) return 'unknown';
  return invited ? 'below' : 'above';
}
