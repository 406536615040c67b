import type { SettingsShelf } from '../../../application/book.ts';
import { DEFAULT_SETTINGS, type NoRulePolicy, type SystemSettings } from '../../../domain/party/settings.ts';
import type { Session } from '../session.ts';

type Row = {
  distributor_name: string;
  currency: string;
  no_rule: NoRulePolicy;
  use_credits: boolean;
  rounding_line: boolean;
  name_rules: boolean;
  services: Record<string, string>;
  systems: SystemSettings;
};

export function settingsShelf(session: Session): SettingsShelf {
  return {
    load: async () => {
      const [row] = await session.rows<Row>('select * from settings');
      if (row === undefined) return DEFAULT_SETTINGS;
      return {
        distributorName: row.distributor_name,
        currency: row.currency,
        noRule: row.no_rule,
        useCredits: row.use_credits,
        roundingLine: row.rounding_line,
        nameRules: row.name_rules,
        services: row.services,
        systems: row.systems,
      };
    },
    save: async (settings) => {
      await session.rows(
        `insert into settings (distributor_name, currency, no_rule, use_credits, rounding_line, name_rules,
           services, systems)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (only_row) do update set distributor_name = excluded.distributor_name,
           currency = excluded.currency, no_rule = excluded.no_rule, use_credits = excluded.use_credits,
           rounding_line = excluded.rounding_line, name_rules = excluded.name_rules,
           services = excluded.services, systems = excluded.systems`,
        [
          settings.distributorName,
          settings.currency,
          settings.noRule,
          settings.useCredits,
          settings.roundingLine,
          settings.nameRules,
          JSON.stringify(settings.services),
          JSON.stringify(settings.systems),
        ],
      );
    },
  };
}
