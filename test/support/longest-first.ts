import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where the files that take longest are, the longest first: one that began last would keep the whole run waiting. */
const LONG = [
  'test/crash/killed',
  'test/scenarios/',
  'test/e2e/screens',
  'test/model/',
  'test/cli/transcript',
  'test/e2e/',
  'test/crash/',
  'test/cli/',
  'test/billing-files/',
  'test/http/',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const path = relative(this.ctx.config.root, moduleId);
      const found = LONG.findIndex((start) => path.startsWith(start));
      return found === -1 ? LONG.length : found;
    };
    return files.toSorted((a, b) => place(a) - place(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}
