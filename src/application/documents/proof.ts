import type { Letterhead } from '../../domain/party/letterhead.ts';
import type { DocumentPrinter } from '../ports.ts';
import { documentOf } from './document-of.ts';

/** Whether a letterhead can be printed: a picture may look whole and be torn inside, and then no statement would print. */
export async function canPrint(printer: DocumentPrinter, letterhead: Letterhead): Promise<boolean> {
  const empty = documentOf({
    id: 'proof',
    number: 1,
    state: 'open',
    seller: 'proof',
    sellerName: 'Proof',
    buyer: 'proof',
    buyerName: 'Proof',
    buyerIsReseller: false,
    period: '2000-01',
    currency: 'USD',
    useCredits: true,
    voidReason: null,
    taxPercent: null,
    taxPosition: 'after_tax',
    roundingLine: null,
    charges: 0n,
    tax: 0n,
    debits: 0n,
    adjustments: 0n,
    creditApplied: 0n,
    total: 0n,
    openingBalance: 0n,
    earned: 0n,
    expired: 0n,
    closingBalance: 0n,
    letterhead,
    lines: [],
    adjustmentLines: [],
    debitAmounts: [],
    story: [],
    customerNames: new Map(),
  });
  try {
    await printer.print(empty, 'pdf');
    return true;
  } catch {
    return false;
  }
}
