import { CREDIT_COLUMNS } from './columns.tsx';

/** The columns of every row of the credit list, the box to choose it first. */
export const TRACKS = `2.5rem ${CREDIT_COLUMNS.map(({ width }) => width).join(' ')}`;
