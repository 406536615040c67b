import pg from 'pg';

/** PostgreSQL's own numbers of the types whose values must not become a JavaScript number or Date. */
const KEPT_AS_TEXT = {
  int8: 20,
  float4: 700,
  float8: 701,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
  numeric: 1700,
};
const ARRAYS_KEPT_AS_TEXT = {
  int8: 1016,
  float4: 1021,
  float8: 1022,
  timestamp: 1115,
  date: 1182,
  timestamptz: 1185,
  interval: 1187,
  numeric: 1231,
};
const TEXT_ARRAY = 1009;

const scalars = new Set<number>(Object.values(KEPT_AS_TEXT));
const arrays = new Set<number>(Object.values(ARRAYS_KEPT_AS_TEXT));

/** Amounts, dates and int8 stay the text that PostgreSQL sent; int4, boolean and json become what they are. */
export const textTypes: pg.CustomTypesConfig = { getTypeParser: parserOf as typeof pg.types.getTypeParser };

function parserOf(oid: number, format: 'text' | 'binary' = 'text'): (value: string) => unknown {
  if (scalars.has(oid)) return (value) => value;
  const known = arrays.has(oid) ? TEXT_ARRAY : oid;
  const parsers = pg.types as {
    readonly getTypeParser: (oid: number, format: string) => (value: string) => unknown;
  };
  return parsers.getTypeParser(known, format);
}
