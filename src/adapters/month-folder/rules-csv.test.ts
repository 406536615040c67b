import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writtenFolder } from '../../../test/support/written-folder.ts';
import type { CompileRegex } from '../../domain/credit-rule/description.ts';
import { monthFolderFiles } from './month-folder-files.ts';

const compile: CompileRegex = (pattern) => (pattern === 'broken(' ? { fault: 'no )' } : () => true);

async function read(text: string) {
  return await monthFolderFiles(compile).rules(join(writtenFolder({ 'rules.csv': text }), 'rules.csv'));
}

async function rulesOf(text: string) {
  const { folder, faults } = await read(text);
  expect(faults).toEqual([]);
  return folder.rules.map((rule) => rule.value);
}

const HEADER = 'name,customer_percent,reseller_percent,created_at';

describe('rules.csv', () => {
  it('with only the needed columns gives rules for everything, in the order of the file', async () => {
    expect(await rulesOf(`${HEADER}\nMAP,62.5,12.5,2026-01-01\nAll,0,0,2026-01-02T10:00:00Z\n`)).toEqual([
      {
        id: null,
        createdAt: '2026-01-01',
        terms: {
          name: 'MAP',
          description: '',
          match: 'exact',
          customerPercent: 625_000n,
          resellerPercent: 125_000n,
          forWhom: 'consumer',
          firstPeriod: null,
          lastPeriod: null,
          customers: { kind: 'all' },
          resellers: { kind: 'all' },
          services: { kind: 'all' },
          note: '',
          active: true,
        },
      },
      expect.objectContaining({ createdAt: '2026-01-02T10:00:00Z' }),
    ]);
  });

  it.each([
    ['', { kind: 'all' }],
    ['*', { kind: 'all' }],
    ['only: a;b', { kind: 'only', ids: ['a', 'b'] }],
    ['only:a', { kind: 'only', ids: ['a'] }],
    ['Except : b ; a ;; b', { kind: 'except', ids: ['b', 'a'] }],
    ['except:', { kind: 'all' }],
    ['except: ;', { kind: 'all' }],
  ])('takes the scope cell %j as R3 says', async (cell, scope) => {
    const [rule] = await rulesOf(`${HEADER},services\nMAP,60,30,2026-01-01,${cell}\n`);
    expect(rule?.terms.services).toEqual(scope);
  });

  it.each([
    ['', true],
    ['yes', true],
    ['TRUE', true],
    ['1', true],
    ['no', false],
    ['False', false],
    ['0', false],
  ])('takes active %j as %s', async (cell, active) => {
    const [rule] = await rulesOf(`${HEADER},active\nMAP,60,30,2026-01-01,${cell}\n`);
    expect(rule?.terms.active).toBe(active);
  });

  it('asks the regex engine about regex patterns only (R2)', async () => {
    const rows = ['exact', 'contains', 'wildcard'].map((mode) => `${mode},60,30,2026-01-01,broken(,${mode}`);
    expect(await rulesOf(`${HEADER},description,match\n${rows.join('\n')}\n`)).toHaveLength(3);
    const { faults } = await read(`${HEADER},description,match\nMAP,60,30,2026-01-01,broken(,regex\n`);
    expect(faults).toEqual([
      expect.objectContaining({
        row: 2,
        column: 'description',
        seen: '"broken("',
        todo: 'correct the regular expression (no )), or choose another match mode',
      }),
    ]);
  });

  it('lets rules with ids share a name, but not one without (P5)', async () => {
    expect(
      await rulesOf(`rule_id,${HEADER}\nr1,MAP,60,30,2026-01-01\nr2,MAP,50,30,2026-01-01\n`),
    ).toHaveLength(2);
    const { faults } = await read(`rule_id,${HEADER}\n,MAP,60,30,2026-01-01\nr2,MAP,50,30,2026-01-01\n`);
    expect(faults.map(({ row, column }) => [row, column])).toEqual([[2, 'name']]);
  });

  it('does not add up percents that cannot be read', async () => {
    const { faults } = await read(`${HEADER}\nMAP,99,abc,2026-01-01\n`);
    expect(faults.map((fault) => fault.column)).toEqual(['reseller_percent']);
  });

  it('names the parties of its scopes, also of a row with a fault', async () => {
    const { folder } = await read(
      `${HEADER},customers,resellers\nMAP,x,30,2026-01-01,only: acme,except: north;south\n`,
    );
    expect(folder.rules).toEqual([]);
    expect(folder.references.map(({ to, id }) => [to, id])).toEqual([
      ['scope-customer', 'acme'],
      ['scope-reseller', 'north'],
      ['scope-reseller', 'south'],
    ]);
  });
});
