import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writtenFolder } from '../../../test/support/written-folder.ts';
import { faultText } from '../../application/errors.ts';
import { exactToText } from '../../domain/money/exact-amount.ts';
import { readRecordAnswers } from './credit-records-json.ts';
import { newNotes } from './notes.ts';

const RECORD = `"creditId": "1", "accountId": "012345678901", "creditType": "Promotion", "description": "MAP"`;

async function read(files: Readonly<Record<string, string>>) {
  const folder = writtenFolder(files);
  const notes = newNotes();
  const answers = await readRecordAnswers([folder], notes);
  return { ...answers, faults: notes.faults.map(faultText) };
}

async function remaining(amount: string) {
  const text = `{"credits": [{${RECORD}, "initialAmount": 5, "remainingAmount": ${amount}, "startDate": 0}]}`;
  const { creditRecords, faults } = await read({ 'a.json': text });
  const value = creditRecords[0]?.value;
  return value === undefined ? faults.join('\n') : `${exactToText(value.remaining)} ${value.currency ?? '-'}`;
}

describe('an amount in an answer of AWS (A6)', () => {
  it.each([
    ['{"currencyAmount": "743.21", "currencyCode": "USD"}', '743.21 USD'],
    ['{"amount": "743.21", "currencyCode": "EUR"}', '743.21 EUR'],
    ['"743.210"', '743.21 -'],
    ['743.21', '743.21 -'],
    ['0.1000000000000000055511151231', '0.1000000000000000055511151231 -'],
    ['9007199254740993', '9007199254740993 -'],
    ['1e3', '1000 -'],
    ['-7.0E-10', '-0.0000000007 -'],
    ['-0.0', '0 -'],
  ])('%s is %s, to its last digit', async (written, expected) => {
    expect(await remaining(written)).toBe(expected);
  });

  it.each(['"12,50"', '""', 'null', 'true', '[]', '{}', '"NaN"', '"0x10"', '1e40', '1e-40'])(
    '%s is none',
    async (written) => {
      expect(await remaining(written)).toMatch(
        /^a\.json, credits\[0\]\.remainingAmount.*write the amount as a decimal/,
      );
    },
  );
});

describe('a day in an answer of AWS (A6)', () => {
  it.each([
    ['1767225600', '2026-01-01'],
    ['1.767225599E9', '2025-12-31'],
    ['1767225599.999', '2025-12-31'],
    ['"2026-12-31T23:59:59Z"', '2026-12-31'],
    ['"2026-12-31 00:00:00+00:00"', '2026-12-31'],
    ['"2026-12-31T23:00:00-02:00"', '2027-01-01'],
    ['"2026-12-31"', '2026-12-31'],
  ])('%s is %s in UTC', async (written, day) => {
    const text = `{"credits": [{${RECORD}, "initialAmount": 5, "remainingAmount": 5, "startDate": 0, "endDate": ${written}}]}`;
    const { creditRecords, faults } = await read({ 'a.json': text });
    expect(faults).toEqual([]);
    expect(creditRecords[0]?.value.ends).toBe(day);
  });
});

describe('the files of AWS’s answers (A6)', () => {
  const record = `{${RECORD}, "initialAmount": 5, "remainingAmount": 5, "startDate": 0}`;
  const used = `{"creditId": 1, "accountId": "111111111111", "appliedServiceName": "AWS Lambda", "billingMonth": "2026-03", "creditAmount": "-1", "isEstimatedBill": false}`;

  it('may have any name, hold whole answers, lists of them, or only what stands in their lists', async () => {
    const { creditRecords, drawdowns, faults } = await read({
      'answer.json': `{"credits": [${record}], "somethingNew": {"deep": [1]}}`,
      'pages.txt': `[{"creditAllocationHistoryList": [${used}], "nextToken": "x"}, {"creditAllocationHistoryList": []}]`,
      'only-the-list': `[${record}, ${used}]`,
      '.hidden': 'no JSON',
    });
    expect(faults).toEqual([]);
    expect(creditRecords.map(({ file, at }) => `${file} ${at}`)).toEqual([
      'answer.json credits[0]',
      'only-the-list [0]',
    ]);
    expect(drawdowns.map(({ file, at, value }) => `${file} ${at} ${value.record}`)).toEqual([
      'only-the-list [1] 1',
      'pages.txt [0].creditAllocationHistoryList[0] 1',
    ]);
  });

  it('never reach further than what was given: a name like __proto__ is no field', async () => {
    const { faults } = await read({ 'a.json': `{"__proto__": {"credits": []}}` });
    expect(faults).toEqual([expect.stringContaining('a.json: saw an object; give an answer of GetCredits')]);
  });

  it('are asked for when they are not there', async () => {
    const notes = newNotes();
    await readRecordAnswers([join(writtenFolder({}), 'nowhere.json')], notes);
    expect(notes.faults.map(faultText)).toEqual(['nowhere.json: saw no such file; check the path']);
  });
});
