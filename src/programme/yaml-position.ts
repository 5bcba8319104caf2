import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';

/** Keys and list indexes, from the top of a document. */
export type Path = readonly PropertyKey[];

/** Where the deepest part of a path that exists begins in the text. */
export function positionOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let position = startOf(node);
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair) break;
      position = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(key)];
      if (item === undefined) break;
      // An item that is an alias is told at the place it is used, its content where it is written.
      position = startOf(item);
      node = item;
    } else break;
  }
  return position;
}

export function startOf(node: unknown): number {
  const range = isNode(node) ? node.range : null;
  return range?.[0] ?? 0;
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

/** The mistakes of syntax that happen when a file is edited by hand. */
export const SYNTAX: Partial<Record<string, string>> = {
  DUPLICATE_KEY: 'cette clé est déjà écrite plus haut ; gardez-en une seule',
  TAB_AS_INDENT: 'une tabulation ; remplacez-la par des espaces',
  BAD_INDENT: 'ligne mal alignée, ou crochet ouvert ; alignez-la avec ses voisines, refermez le crochet',
  MISSING_CHAR: 'il manque un signe (guillemet, crochet, deux-points) ; refermez ce qui est ouvert',
  MULTILINE_IMPLICIT_KEY: 'il manque « : » après une clé, ou un guillemet ; écrivez « clé: valeur »',
  BLOCK_AS_IMPLICIT_KEY: 'deux « : » sur une ligne ; mettez le texte entre guillemets',
  MULTIPLE_DOCS: 'une ligne « --- » coupe le fichier en deux ; retirez-la',
  UNEXPECTED_TOKEN: 'un signe inattendu ; mettez le texte entre guillemets',
};
