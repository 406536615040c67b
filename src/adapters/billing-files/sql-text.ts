/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `a, b, c` as literals for IN; an empty list would not be SQL, so callers ask first. */
export function literals(texts: Iterable<string>): string {
  return [...texts].map(literal).join(', ');
}
