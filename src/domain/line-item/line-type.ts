/** What a line of a billing file is to the book; every line has exactly one class, so nothing is dropped (C7, C8). */
export type LineClass = 'charge' | 'credit' | 'kept-discount' | 'refund' | 'tax' | 'unknown';

/** The clouds' line types and their classes. FOCUS categories are line types here; see billing-files. */
export const LINE_TYPES: Readonly<Record<string, LineClass>> = {
  Usage: 'charge',
  Fee: 'charge',
  RIFee: 'charge',
  DiscountedUsage: 'charge',
  SavingsPlanUpfrontFee: 'charge',
  SavingsPlanRecurringFee: 'charge',
  SavingsPlanCoveredUsage: 'charge',
  SavingsPlanNegation: 'charge',
  BundledDiscount: 'charge',
  FlatRateSubscription: 'charge',
  Purchase: 'charge',
  Credit: 'credit',
  Refund: 'refund',
  Tax: 'tax',
  SppDiscount: 'kept-discount',
  DistributorDiscount: 'kept-discount',
  EdpDiscount: 'kept-discount',
  PrivateRateDiscount: 'kept-discount',
  RiVolumeDiscount: 'kept-discount',
  Discount: 'kept-discount',
};

export function lineClassOf(lineType: string): LineClass {
  return LINE_TYPES[lineType] ?? 'unknown';
}

/** The line types of one class. */
export function lineTypesOf(lineClass: LineClass): string[] {
  return Object.keys(LINE_TYPES).filter((lineType) => LINE_TYPES[lineType] === lineClass);
}
