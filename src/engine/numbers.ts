import { onFirstUse } from '../domain/once.ts';

const numbers = onFirstUse(() => new Intl.NumberFormat('fr'));

/** A number as French writes it where people read it, not in data: « 1 500 », « 3,5 ». */
export function frenchNumber(value: number): string {
  return numbers().format(value);
}
