import type { ExplainedCredit } from '../../../contract/credits.ts';

export type Way = 'percent' | 'amount' | 'move';
type Part = { readonly id: string; readonly name: string; readonly percent: string; readonly amount: string };

/** What is typed into the form of a hand assignment. */
export type HandEdit = {
  readonly way: Way;
  readonly parts: readonly Part[];
  readonly account: string;
  readonly allowMore: boolean;
  readonly reason: string;
};

export function startOf({ credit }: ExplainedCredit): HandEdit {
  const { customer, reseller, shares } = credit;
  const part = (
    party: { id: string; name: string } | null,
    percent: string,
    amount: string | undefined,
  ): Part[] => (party === null ? [] : [{ ...party, percent, amount: amount ?? '' }]);
  return {
    way: 'percent',
    parts: [...part(customer, '100', shares?.customer), ...part(reseller, '0', shares?.reseller)],
    account: credit.usageAccount,
    allowMore: false,
    reason: '',
  };
}

export function bodyOf({ way, parts, account, allowMore, reason }: HandEdit) {
  if (way === 'move') return { parts: [], moveTo: account, reason, allowMore: false };
  return {
    parts: parts.map(({ id, percent, amount }) =>
      way === 'percent' ? { party: id, percent } : { party: id, amount },
    ),
    moveTo: null,
    reason,
    allowMore: way === 'amount' && allowMore,
  };
}
