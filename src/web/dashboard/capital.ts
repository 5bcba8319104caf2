/** A line of a card follows its label; where it stands alone it is a sentence of its own. */
export function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase('fr') + words.slice(1);
}
