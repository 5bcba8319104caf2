import { IntlMessageFormat } from 'intl-messageformat';
import { frenchNumber } from './numbers.ts';

export type TextValues = Record<string, string | number | boolean | null | undefined>;

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** From here on French sets thousands apart, and so does a plural's « # »; what stands beside it must be written alike. */
const THOUSAND = 1000;
/** Ends the name under which a value is given as it is written, beside the number that chooses a plural. */
const WRITTEN = ' written';

/** A message of a catalogue (ICU), compiled once. */
export function compileMessage(message: string): (values: TextValues) => string {
  const plain = new IntlMessageFormat(message, 'fr', undefined, { ignoreTag: true });
  let grouped: IntlMessageFormat | null = null;
  return (values) => {
    // Few values are large, and each card is made of many messages.
    if (!Object.values(values).some(isLarge)) return String(plain.format(values));
    grouped ??= new IntlMessageFormat(renamed(plain.getAst()), 'fr');
    const written = Object.entries(values).map(([name, value]): [string, TextValues[string]] => [
      `${name}${WRITTEN}`,
      isLarge(value) ? frenchNumber(value) : value,
    ]);
    return String(grouped.format({ ...values, ...Object.fromEntries(written) }));
  };
}

function isLarge(value: TextValues[string]): value is number {
  return typeof value === 'number' && Math.abs(value) >= THOUSAND;
}

/** The same message, in which what is printed as it is has a name of its own. */
function renamed(elements: Elements): Elements {
  return elements.map((element) => {
    if (element.type === ARGUMENT) return { ...element, value: `${element.value}${WRITTEN}` };
    if (!('options' in element)) return element;
    const options = Object.entries(element.options).map(([name, { value, ...rest }]) => [
      name,
      { ...rest, value: renamed(value) },
    ]);
    return { ...element, options: Object.fromEntries(options) };
  });
}

/** `TYPE.argument` of the parser's elements. */
const ARGUMENT = 1;
