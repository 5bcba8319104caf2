import { z } from 'zod';

/** What is kept of what the leadership or a lead typed: one line, no control or direction-changing character. */
export const oneLine = z
  .string()
  .transform((typed) =>
    typed.toWellFormed().replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' '),
  )
  .transform((typed) => typed.replace(/\s+/g, ' ').trim());
