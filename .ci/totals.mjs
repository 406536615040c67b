// Prints the test runner's own totals as one line. Exits 1 when a test failed or none ran.
import { readFileSync } from 'node:fs';

const [reportPath = ''] = process.argv.slice(2);
const report = read(reportPath);
const passed = report.numPassedTests;
// A file that could not be loaded has no failed test of its own, yet it failed.
const brokenFiles = report.testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
).length;
const failed = report.numFailedTests + brokenFiles;
const skipped = report.numPendingTests + report.numTodoTests;
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    process.stderr.write(`the test runner left no report (${error.message})\n`);
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}
