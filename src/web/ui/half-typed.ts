/**
 * Stands for a date, month or time that is not typed to its end. The browser gives a blank text for it, and blank means
 * that none is wanted: what is half typed must not be saved as that. The service refuses this text wherever it comes.
 */
export const HALF_TYPED = 'half-typed';

type Box = { readonly value: string; readonly validity: { readonly badInput: boolean } };

/** What a text box says: its text, or that it is half typed. */
export function textIn({ value, validity }: Box): string {
  return value === '' && validity.badInput ? HALF_TYPED : value;
}

/** What a control can show; what is half typed it shows already. */
export function shownIn(text: string): string {
  return text === HALF_TYPED ? '' : text;
}
