const PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;
const WHITE_SPACE = /[\p{White_Space}\uFEFF]+/gu;
const DOTLESS_I = 'ı';

/**
 * The form in which descriptions are compared: NFKC, runs of white space made one space, trimmed, case-folded.
 * The result is a fixed point: normalising it again changes nothing. Source: semantics R2.
 */
export function normaliseStem(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return caseFold(text.normalize('NFKC')).normalize('NFKC').replace(WHITE_SPACE, ' ').trim();
}

/**
 * Letter by letter, because lower-casing a whole word turns a last Σ into another letter than one in the middle.
 * By way of upper case, so that ß and SS, or ſ and s, are the same; from lower case, so that ẞ is one with ß.
 * The Turkish dotless i is a letter of its own.
 */
function caseFold(text: string): string {
  let folded = '';
  for (const letter of text)
    folded += letter === DOTLESS_I ? letter : letter.toLowerCase().toUpperCase().toLowerCase();
  return folded;
}
