import fc from 'fast-check';

/** What every property is tried with: the same values each time, so that a test goes red by a change alone. */
const USUAL = '20260331';

const seed = process.env['CREDITBOOK_TEST_SEED'] ?? USUAL;
if (!/^\d{1,9}$/.test(seed)) throw new Error(`CREDITBOOK_TEST_SEED is "${seed}", not a whole number`);
fc.configureGlobal({ seed: Number(seed) });
