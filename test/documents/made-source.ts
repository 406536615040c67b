import type { DocumentSource, SourceStory } from '../../src/application/documents/document-source.ts';
import { PLAIN_LETTERHEAD } from '../../src/domain/party/letterhead.ts';

/** A statement of Meridian to Blue Kiln for March 2026: 130.00 of charges, 10 % tax, 40.00 of credit. */
export function madeSource(more: Partial<DocumentSource> = {}): DocumentSource {
  return {
    id: 'stm-00000000000000aa',
    number: 12,
    state: 'open',
    seller: 'distributor',
    sellerName: 'Meridian Cloud Distribution',
    buyer: 'blue-kiln',
    buyerName: 'Blue Kiln',
    buyerIsReseller: false,
    period: '2026-03',
    currency: 'USD',
    useCredits: true,
    voidReason: null,
    taxPercent: '10',
    taxPosition: 'after_tax',
    roundingLine: null,
    charges: 130_00n,
    tax: 13_00n,
    debits: 0n,
    adjustments: 0n,
    creditApplied: 40_00n,
    total: 103_00n,
    openingBalance: 15_00n,
    earned: 60_00n,
    expired: 5_00n,
    closingBalance: 30_00n,
    letterhead: PLAIN_LETTERHEAD,
    lines: [
      { cloud: 'AWS', usageAccount: '000000000011', service: 'AmazonEC2', price: 100_00n },
      { cloud: 'AWS', usageAccount: '000000000011', service: 'AmazonS3', price: 25_00n },
      { cloud: 'AWS', usageAccount: '000000000012', service: 'AmazonS3', price: 5_00n },
    ],
    adjustmentLines: [],
    debitAmounts: [],
    story: [
      madeMove('earned', 60_00n),
      madeMove('applied', 40_00n),
      madeMove('expired', 5_00n, { grant: 'g-2', description: null, comment: 'Welcome', usageAccount: null }),
    ],
    customerNames: new Map(),
    ...more,
  };
}

export function madeMove(
  movement: SourceStory['movement'],
  amount: bigint,
  more: Partial<SourceStory> = {},
): SourceStory {
  return {
    movement,
    amount,
    grant: 'g-1',
    earners: [],
    rule: null,
    usageAccount: '000000000011',
    description: 'MAP 2.0 Credit',
    comment: '',
    ...more,
  };
}

/** A reseller's: two customers, three grants, and one that was given to the reseller itself. */
export function madeLump(more: Partial<DocumentSource> = {}): DocumentSource {
  const of = (customer: string) => [{ customer, was: 0n, is: 1n }];
  const lot = {
    grant: 'g-2',
    earners: of('copper-fern'),
    usageAccount: '000000000021',
    description: 'Activate',
  };
  return madeSource({
    buyer: 'harbor',
    buyerName: 'Harbor Reseller',
    buyerIsReseller: true,
    taxPercent: null,
    tax: 0n,
    total: 90_00n,
    openingBalance: 0n,
    earned: 90_01n,
    creditApplied: 40_00n,
    expired: 0n,
    closingBalance: 50_01n,
    customerNames: new Map([
      ['blue-kiln', 'Blue Kiln'],
      ['copper-fern', 'Copper Fern'],
    ]),
    story: [
      madeMove('earned', 60_00n, { earners: of('blue-kiln') }),
      madeMove('applied', 40_00n, { earners: of('blue-kiln') }),
      madeMove('earned', 10_01n, lot),
      madeMove('earned', 20_00n, { grant: 'g-3', usageAccount: null, description: null, comment: 'Sorry' }),
    ],
    ...more,
  });
}
