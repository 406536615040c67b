/** Marks that turn the direction of the text after them: a name with one could make a figure beside it read otherwise. */
const TURNING_MARKS = /[\u202A-\u202E\u2066-\u2069]/g;
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/** Text from outside on one line of a document. */
export function oneLine(text: string): string {
  return text.replace(TURNING_MARKS, '').replace(CONTROLS, ' ').replace(/ +/g, ' ').trim();
}

/** The lines of an address or a note; empty ones at the ends are left out. */
export function textLines(text: string): string[] {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/).map(oneLine);
  const filled = lines.map((line) => line !== '');
  return lines.slice(Math.max(filled.indexOf(true), 0), filled.lastIndexOf(true) + 1);
}
