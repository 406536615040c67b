import { RE2JS } from 're2js';
import type { CompileRegex } from '../../domain/credit-rule/description.ts';

/**
 * Regular expressions that take time in proportion to the text, whatever a person types: RE2 has no
 * backtracking, and no look-around or back-references either. Case-insensitive, anywhere in the text (R2).
 */
export const compileLinearRegex: CompileRegex = (pattern) => {
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    return (text) => compiled.test(text);
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    return { fault: told.replace('`(?i)', '`') };
  }
};
