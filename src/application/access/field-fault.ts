/** One thing wrong with what was sent: at which field, what was seen, what to do. */
export type FieldFault = { readonly field: string; readonly seen: string; readonly todo: string };
