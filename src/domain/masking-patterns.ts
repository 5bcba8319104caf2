/** What stands between the digits of a number, as people write it. */
const BETWEEN = String.raw`[\s\u00a0\u202f./()\u2010-\u2015-]{0,3}`;

/**
 * Addresses and numbers that lead to somebody: e-mails (written out too), handles, web addresses, any nine digits in
 * a row (phones of France and Switzerland, NIR, AVS, SIRET, account numbers; a date has eight), and those with
 * letters in them.
 */
export const ADDRESSES: readonly RegExp[] = [
  /[\p{L}\p{N}._%+-]+(?:[@＠]|\s?[[(]\s?(?:at|arobase|@)\s?[\])]|\s(?:arobase|chez)\s(?=\S+\s?(?:\.|\spoint\s)))\s?[\p{L}\p{N}-]+(?:\s?(?:\.|\(dot\)|\[dot\]|\spoint\s)\s?[\p{L}\p{N}-]+)*/giu,
  /[@＠][\p{L}\p{N}_.-]+/gu,
  /\b(?:https?:\/\/|www\.)\S*[^\s,.;:!?)»]/giu,
  /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}-]+\.)+(?:fr|ch|com|org|net|eu|be|lu|io|info|example)(?![\p{L}\p{N}])(?:[/:?#]\S*[^\s,.;:!?)»])?/giu,
  // A NIR of Corsica has a letter in its middle.
  /(?<!\d)[12]\s?\d{2}\s?\d{2}\s?2[AB]\s?\d{3}\s?\d{3}(?:\s?\d{2})?(?!\d)/giu,
  // An account: two letters, two digits, then groups of four.
  /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu,
  // A number plate of France.
  /(?<![\p{L}\p{N}])[A-Z]{2}[\s-]?\d{3}[\s-]?[A-Z]{2}(?![\p{L}\p{N}])/gu,
  new RegExp(String.raw`(?:\+|00)?\d(?:${BETWEEN}\d){8,}`, 'gu'),
];

const KIND = String.raw`(?:[Rr]ue|[Aa]venue|[Aa]v\.|[Bb]oulevard|[Bb]d\.?|[Pp]lace|[Cc]hemin|[Ii]mpasse|[Aa]llée|[Rr]oute|[Qq]uai|[Cc]ours|[Ss]quare|[Ss]entier|[Rr]uelle|[Ll]otissement|[Rr]ésidence|[Ff]aubourg|[Pp]assage|[Ee]splanade)`;
const LINK = String.raw`(?:\s+(?:de|du|des|la|le|les|aux?|à)|\s+(?:[dl]['’]))*`;
const WORD = String.raw`\s*[\p{L}\p{M}'’-]+`;
const CAPITALS = String.raw`(?:\s+(?:(?:de|du|des|la|le|les)\s+)?\p{Lu}[\p{L}\p{M}'’-]*)*`;

/** « 12 bis, rue des Lilas » as in France, « chemin des Vignes 4 » as in Switzerland. A street alone names nobody. */
export const STREETS: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<!\d)\d{1,4}\s?(?:bis|ter|quater|[a-d](?![\p{L}]))?,?\s+${KIND}${LINK}${WORD}${CAPITALS}`,
    'gu',
  ),
  new RegExp(
    String.raw`(?<![\p{L}])${KIND}${LINK}${WORD}${CAPITALS},?\s+\d{1,4}\s?[a-d]?(?![\p{L}\p{N}])`,
    'gu',
  ),
];
