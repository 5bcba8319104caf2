import { Temporal } from 'temporal-polyfill';

/** A date as people type it, or as a date field gives it: `2027-04-06`, `6/4/2027`, `06.04.2027`. Null: none that exists. */
export function typedDate(words: string): Temporal.PlainDate | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words.trim());
  const french = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(words.trim());
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : [french?.[3], french?.[2], french?.[1]];
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    );
  } catch {
    return null;
  }
}
