import { faultText } from '../../../application/errors.ts';
import { checkFocus } from '../../../application/systems/check-focus.ts';
import type { Run } from '../command-run.ts';
import { counted } from '../print/amounts.ts';
import { ink } from '../print/ink.ts';
import type { ExitCode } from '../world.ts';

export async function checkFile(run: Run, path: string): Promise<ExitCode> {
  const check = await checkFocus(await run.world.readFocus(path));
  const { rows, wrong, faults } = check;
  run.answer(check, () => {
    if (wrong === 0) return `${ink.green('FOCUS 1.2')}: ${counted(rows, 'row')}, nothing wrong`;
    const more = wrong > faults.length ? [`and ${wrong - faults.length} more`] : [];
    return [
      `${ink.red('Not FOCUS 1.2')}: ${counted(wrong, 'fault')} in ${counted(rows, 'row')}`,
      ...faults.map((fault) => `  ${faultText(fault)}`),
      ...more,
    ].join('\n');
  });
  return wrong === 0 ? 0 : 1;
}
