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
  readonly systems: SystemSettings;
};

/** What is said of the settings in one go: what is left out stays as it is. */
export type SaidSettings = Partial<Omit<Settings, 'systems'>> & {
  readonly systems?: Partial<SystemSettings>;
};

/** What the files for other systems call things. */
export type SystemSettings = {
  /** The item of the usage file's product on the platform, by its part number. */
  readonly usageItem: string;
  /** How the platform finds a subscription by its usage account: `asset.id` or `parameter.…`. */
  readonly usageAsset: string;
  /** Ledger account, or one with `*` for a part of it → the accounting system's code. */
  readonly accountCodes: Readonly<Record<string, AccountCode>>;
};

export type AccountCode = { readonly code: string; readonly name: string; readonly taxCode: string };

export const DEFAULT_SETTINGS: Settings = {
  distributorName: 'Distributor',
  currency: 'USD',
  noRule: 'hold',
  useCredits: true,
  roundingLine: false,
  nameRules: false,
  services: {},
  systems: { usageItem: 'CLOUD-CREDIT', usageAsset: 'parameter.account_id', accountCodes: {} },
};
