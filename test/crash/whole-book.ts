import type { Pool } from 'pg';
import { expect } from 'vitest';
import { balanceViews } from '../../src/application/views/balance-view.ts';
import { creditViews } from '../../src/application/views/credit-view.ts';
import { statementViews } from '../../src/application/views/statement-view.ts';
import { brokenChecks } from '../model/compare.ts';
import { drivenOn } from '../model/desk.ts';

/** Everything the book tells, once no check says that it is wrong. */
export async function whole(pool: Pool) {
  const { desk } = drivenOn(pool);
  expect(await brokenChecks(desk)).toEqual([]);
  return {
    balances: await balanceViews(desk, null),
    credits: await creditViews(desk, {}),
    statements: await statementViews(desk, {}),
  };
}
