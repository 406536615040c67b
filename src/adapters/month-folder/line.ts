/** Why nothing can be made of a cell. */
export type CellFault = { readonly seen: string; readonly todo: string };

/** A row as its file has it, before its columns are known. `numbers`: where a spreadsheet held a number, not text. */
export type Line = {
  /** As a spreadsheet shows it: the header is row 1. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly numbers?: ReadonlySet<number>;
  readonly faults?: ReadonlyMap<number, CellFault>;
};

export function isEmptyLine({ cells, faults }: Line): boolean {
  return faults === undefined && cells.every((cell) => cell.trim() === '');
}
