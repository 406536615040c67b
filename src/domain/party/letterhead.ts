/** Formats a logo may have, told by its content, never by its name. */
export type LogoKind = 'png' | 'jpeg' | 'svg';

export type Logo = {
  readonly kind: LogoKind;
  /** Of the bytes; says whether two logos are one. */
  readonly hash: string;
  readonly bytes: Uint8Array;
};

/** What a seller prints at the head and foot of its statements. Each seller has its own; blank lines are left out. */
export type Letterhead = {
  /** As printed; blank: the seller's name as the book has it. */
  readonly name: string;
  /** Lines under the name: street, place, tax number. */
  readonly address: string;
  /** At the end of every statement: bank, terms, whom to ask. */
  readonly notes: string;
  readonly logo: Logo | null;
};

export const PLAIN_LETTERHEAD: Letterhead = {
  name: '',
  address: '',
  notes: '',
  logo: null,
};
