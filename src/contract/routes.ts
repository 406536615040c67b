import { CREDIT_RECORD_ROUTES } from './credit-records.ts';
import { CREDIT_ROUTES } from './credits.ts';
import { DELIVERY_ROUTES } from './deliveries.ts';
import { DOCUMENT_ROUTES } from './documents.ts';
import { GRANT_ROUTES } from './grants.ts';
import { MAIL_ROUTES } from './mail.ts';
import { PARTY_ROUTES } from './parties.ts';
import { PERIOD_ROUTES } from './periods.ts';
import { RULE_ROUTES } from './rules.ts';
import { SESSION_ROUTES } from './session.ts';
import { SOURCE_ROUTES } from './sources.ts';
import { STATEMENT_ROUTES } from './statements.ts';
import { SYSTEM_FILE_ROUTES } from './system-files.ts';
import { TABLE_ROUTES } from './tables.ts';
import { WEBHOOK_ROUTES } from './webhooks.ts';

/** Every endpoint of /api/v1 by its operation id. */
export const ROUTES = {
  ...SESSION_ROUTES,
  ...PERIOD_ROUTES,
  ...CREDIT_ROUTES,
  ...CREDIT_RECORD_ROUTES,
  ...RULE_ROUTES,
  ...PARTY_ROUTES,
  ...GRANT_ROUTES,
  ...DOCUMENT_ROUTES,
  ...STATEMENT_ROUTES,
  ...SYSTEM_FILE_ROUTES,
  ...DELIVERY_ROUTES,
  ...TABLE_ROUTES,
  ...WEBHOOK_ROUTES,
  ...SOURCE_ROUTES,
  ...MAIL_ROUTES,
};

export type RouteName = keyof typeof ROUTES;
export type RouteOf<Name extends RouteName> = (typeof ROUTES)[Name];

export const API_BASE = '/api/v1';
