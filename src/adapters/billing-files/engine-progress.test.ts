import { expect, it } from 'vitest';
import { withEngine } from './engine.ts';
import { toldWhile } from './engine-progress.ts';

const MANY = 'CREATE TEMP TABLE sums AS SELECT sum(i * i) FROM range(100_000_000_000) AS lines (i)';

it('whoever is told how far a scan is may end it, however much is left', async () => {
  await withEngine((engine) =>
    engine.connected(async (connection) => {
      const told: number[] = [];
      const tell = (percent: number): void => {
        told.push(percent);
        if (told.length === 2) throw new Error('no longer wanted');
      };
      await expect(toldWhile(connection, tell, () => connection.run(MANY))).rejects.toThrow(
        'no longer wanted',
      );
      expect(told.every((percent) => percent >= 0 && percent < 100)).toBe(true);
    }),
  );
});

it('a scan that fails by itself says why', async () => {
  await withEngine((engine) =>
    engine.connected(async (connection) => {
      const scan = () => connection.run('SELECT * FROM nothing_there');
      await expect(toldWhile(connection, () => undefined, scan)).rejects.toThrow('nothing_there');
    }),
  );
});
