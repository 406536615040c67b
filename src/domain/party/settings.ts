import type { Currency } from '../money/currency.ts';

/** What happens to a credit that no rule wants (R6). */
export type NoRulePolicy = 'hold' | 'pass-through' | 'retain';

/** The distributor's own settings: settings.json. */
export type Settings = {
  readonly distributorName: string;
  readonly currency: Currency;
  readonly noRule: NoRulePolicy;
  readonly useCredits: boolean;
  readonly roundingLine: boolean;
  /** Whether the break-out that goes to a buyer names the rule behind each credit (T10). */
  readonly nameRules: boolean;
  /** Display name of a service → service code, for FOCUS files (billing-files: alias table). */
  readonly services: Readonly<Record<string, string>>;
};

export const DEFAULT_SETTINGS: Settings = {
  distributorName: 'Distributor',
  currency: 'USD',
  noRule: 'hold',
  useCredits: true,
  roundingLine: false,
  nameRules: false,
  services: {},
};
