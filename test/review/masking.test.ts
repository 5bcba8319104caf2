import { describe, expect, it } from 'vitest';
import { createMask } from '../../src/domain/masking.ts';

describe('names in a text', () => {
  it('are masked with their apostrophe', () => {
    const mask = createMask(["Awa N'Diaye", 'Luc D’Angelo']);
    expect(mask("Merci à N'Diaye et à D’Angelo.")).toBe("Merci à N'[…] et à D’[…].");
  });

  it('are masked when their accents come apart from their letters', () => {
    const mask = createMask(['Hélène Dupré']);
    expect(mask('Voir avec Hélène Dupré'.normalize('NFD'))).toBe('Voir avec […] […]');
  });
});
