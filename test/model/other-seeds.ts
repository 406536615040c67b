import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * The laws with other values than `npm test` tries: every file with a property, as often as asked for, each time with
 * another seed. Usage: other-seeds.ts [--rounds 5] [--seed N], where N is the seed of the first round. Exit 1 with the
 * first seed that finds something.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seed: { type: 'string' } },
});
const ROOT = join(import.meta.dirname, '../..');
const files = globSync('{src,test}/**/*.test.ts', { cwd: ROOT }).filter((path) =>
  readFileSync(join(ROOT, path), 'utf8').includes(`from 'fast-check'`),
);
const first = values.seed === undefined ? randomInt(1e9 - 1e6) : Number(values.seed);

for (let seed = first; seed < first + Number(values.rounds); seed += 1) {
  process.stdout.write(`seed ${seed}\n`);
  const { status } = spawnSync('vitest', ['run', '--reporter=dot', ...files], {
    cwd: ROOT,
    env: { ...process.env, CREDITBOOK_TEST_SEED: `${seed}` },
    stdio: 'inherit',
  });
  if (status === 0) continue;
  process.stdout.write(
    `seed ${seed} found the above; again: CREDITBOOK_TEST_SEED=${seed} npm test -- FILE\n`,
  );
  process.exit(1);
}
