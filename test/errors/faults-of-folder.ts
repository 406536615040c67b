import { monthFolderFiles } from '../../src/adapters/month-folder/month-folder-files.ts';
import { compileLinearRegex } from '../../src/adapters/regex/linear-regex.ts';
import { BadInput, faultText } from '../../src/application/errors.ts';
import { checkReferences, unknownScopeIds } from '../../src/application/month-folder/check-references.ts';
import { wholeOrRefused } from '../../src/application/month-folder/month-folder.ts';

const EMPTY_BOOK = { resellers: new Set<string>(), customers: new Set<string>() };

/** What a month folder gets to hear when it is read into an empty book: its message, then what is only a warning. */
export async function faultsOfFolder(folder: string): Promise<string> {
  const reading = await monthFolderFiles(compileLinearRegex).month(folder);
  const refused = messageOf(() => wholeOrRefused(reading, checkReferences(reading.folder, EMPTY_BOOK)));
  const warnings = unknownScopeIds(reading.folder, EMPTY_BOOK).map((fault) => `warning: ${faultText(fault)}`);
  return [refused, ...warnings].filter((line) => line !== null).join('\n');
}

function messageOf(attempt: () => unknown): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
}
