import { type Minor, minorToText } from '../../domain/money/minor.ts';
import { compareKeys } from '../../domain/text-order/compare-text.ts';
import type { DocumentSource, SourceStory } from './document-source.ts';
import { oneLine } from './plain-text.ts';
import type { CreditItem, CreditStep } from './statement-document.ts';

/** What a movement does to the balance: the steps add up from the opening to the closing balance. */
export function signed(item: Pick<SourceStory, 'movement' | 'amount'>): Minor {
  return item.movement === 'applied' || item.movement === 'expired' ? -item.amount : item.amount;
}

export function describe(item: SourceStory): string {
  return oneLine(item.description ?? '') || oneLine(item.comment) || 'Credit';
}

/** In the order a reader looks for them: by account, description, then as granted. */
export function inReadingOrder(a: SourceStory, b: SourceStory): number {
  const key = (item: SourceStory): string[] => [item.usageAccount ?? '', describe(item), item.grant];
  return compareKeys(key(a), key(b));
}

const LABELS = {
  earned: 'Earned',
  restored: 'Given back by a void statement',
  applied: 'Applied to this statement',
  expired: 'Expired',
} as const;

/** Under the one line of credit: opening, earned, applied, expired, closing (T6). A reseller's details stand in its break-out. */
export function creditStory(source: DocumentSource): CreditStep[] {
  const { currency, story, openingBalance, closingBalance, buyerIsReseller } = source;
  const text = (minor: Minor): string => minorToText(minor, currency);
  const itemOf = (item: SourceStory): CreditItem => ({
    account: oneLine(item.usageAccount ?? ''),
    description: describe(item),
    amount: text(signed(item)),
  });
  const step = (name: keyof typeof LABELS, always: boolean): CreditStep[] => {
    const items = story.filter((item) => item.movement === name).sort(inReadingOrder);
    if (items.length === 0 && !always) return [];
    const amount = items.reduce((sum, item) => sum + signed(item), 0n);
    return [
      { name, label: LABELS[name], amount: text(amount), items: buyerIsReseller ? [] : items.map(itemOf) },
    ];
  };
  const balance = (name: 'opening' | 'closing', label: string, amount: Minor): CreditStep => ({
    name,
    label,
    amount: text(amount),
    items: [],
  });
  return [
    balance('opening', 'Opening balance', openingBalance),
    ...step('earned', true),
    ...step('restored', false),
    ...step('applied', true),
    ...step('expired', false),
    balance('closing', 'Closing balance, carried forward', closingBalance),
  ];
}
