/** Reads known text keys out of a page's address; anything else in it is left out. */
export function textSearch<const Key extends string>(...keys: readonly Key[]) {
  return (search: Record<string, unknown>): { [key in Key]?: string | undefined } => {
    const found: { [key in Key]?: string | undefined } = {};
    for (const key of keys) {
      const value = search[key];
      if ((typeof value === 'string' && value !== '') || typeof value === 'number')
        found[key] = String(value);
    }
    return found;
  };
}
