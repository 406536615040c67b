import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writtenFolder } from '../../../test/support/written-folder.ts';
import { tableOpener } from './open-table.ts';

async function grantsOf(text: string) {
  const path = join(writtenFolder({ 'grants.csv': text }), 'grants.csv');
  const { rows, reading } = await tableOpener(() => () => true)('grants', path);
  const { folder, faults } = reading(rows);
  expect(faults).toEqual([]);
  return folder.grants.map((grant) => grant.value);
}

const HEADER = 'seller,buyer,amount,currency,comment,granted_on';

describe('grants.csv (L6)', () => {
  it('gives a grant with everything that was typed', async () => {
    const text = `grant_id,${HEADER},cloud,usage_account_id,description,starts,ends
g1,distributor,north,1000.50,USD,"For the outage, with thanks",2026-03-10,AWS,100000000001,MAP 2.0 Credit,2026-03-01,2026-03-01
`;
    expect(await grantsOf(text)).toEqual([
      {
        id: 'g1',
        seller: 'distributor',
        buyer: 'north',
        currency: 'USD',
        amount: 100_050n,
        comment: 'For the outage, with thanks',
        cloud: 'AWS',
        usageAccount: '100000000001',
        description: 'MAP 2.0 Credit',
        starts: '2026-03-01',
        ends: '2026-03-01',
        grantedOn: '2026-03-10',
        parentCredit: null,
      },
    ]);
  });

  it('takes a short account number where the grant names a cloud that has such', async () => {
    const grant = 'distributor,north,10.00,USD,Goodwill,2026-03-10';
    const text = `${HEADER},cloud,usage_account_id\n${grant},Microsoft Azure,8608480\n`;
    expect((await grantsOf(text)).map((one) => one.usageAccount)).toEqual(['8608480']);
  });

  it('knows a grant without an id again, in any order of rows and columns', async () => {
    const a = 'north,acme,10.00,USD,Goodwill,2026-03-10';
    const b = 'north,bolt,10.00,USD,Goodwill,2026-03-10';
    const [first, second] = (await grantsOf(`${HEADER}\n${a}\n${b}\n`)).map((grant) => grant.id);
    expect(first).not.toBe(second);
    expect((await grantsOf(`${HEADER}\n${b}\n${a}\n`)).map((grant) => grant.id)).toEqual([second, first]);
    const turned =
      'granted_on,ends,buyer,seller,currency,amount,comment\n2026-03-10,,acme,north,USD,10.00, Goodwill \n';
    expect((await grantsOf(turned)).map((grant) => grant.id)).toEqual([first]);
  });

  it('knows a grant by its money, not by how the amount is written', async () => {
    const [plain, exact, other] = await grantsOf(
      `${HEADER}\nnorth,acme,10,USD,Goodwill,2026-03-10\nnorth,acme,10.00,USD,Goodwill,2026-03-10\nnorth,acme,10,JPY,Goodwill,2026-03-10\n`,
    );
    const [alone] = await grantsOf(`${HEADER}\nnorth,acme,10.0,USD,Goodwill,2026-03-10\n`);
    expect(alone?.id).toBe(plain?.id);
    expect(new Set([plain?.id, exact?.id, other?.id]).size).toBe(3);
  });

  it('takes equal rows as so many grants, and the same ones when read again', async () => {
    const row = 'north,acme,10.00,USD,Goodwill,2026-03-10\n';
    const once = (await grantsOf(`${HEADER}\n${row}`)).map((grant) => grant.id);
    const thrice = (await grantsOf(`${HEADER}\n${row}${row}${row}`)).map((grant) => grant.id);
    expect(new Set(thrice).size).toBe(3);
    expect(thrice[0]).toBe(once[0]);
    expect((await grantsOf(`${HEADER}\n${row}${row}${row}`)).map((grant) => grant.id)).toEqual(thrice);
  });
});
