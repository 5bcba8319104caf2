import { z } from 'zod';
import { inOneLine } from '../../domain/plain-text.ts';

/** What is kept of what the leadership or a lead typed. */
export const oneLine = z.string().transform(inOneLine);
