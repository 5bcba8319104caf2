import { Refusal } from '../domain/errors.ts';
import type { CardData } from './instrument.ts';

/**
 * A refusal that takes the answered card out of use: nothing is stored, and the card is replaced by what it has
 * become, so that nobody fills it in again.
 */
export class OutOfUse extends Refusal {
  readonly card: { template: string; data: CardData };

  constructor(code: string, card: { template: string; data: CardData }) {
    super(code);
    this.card = card;
  }
}
