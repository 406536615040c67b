import type { Letterhead } from '../../domain/party/letterhead.ts';

export type LetterheadVersion = {
  readonly seller: string;
  readonly version: number;
  readonly letterhead: Letterhead;
};

/** Letterheads are append-only: a statement that was opened keeps the version it was opened with (T9). */
export type LetterheadShelf = {
  /** Of sellers that have one. */
  readonly newest: (sellers: readonly string[]) => Promise<LetterheadVersion[]>;
  readonly exact: (
    wanted: readonly { readonly seller: string; readonly version: number }[],
  ) => Promise<LetterheadVersion[]>;
  readonly save: (seller: string, letterhead: Letterhead) => Promise<void>;
};
