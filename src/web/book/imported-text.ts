import { countText } from '../ui/money-text.ts';

type Counts = { readonly added: number; readonly changed: number; readonly same: number };

/** What came of something that was read from files. */
export function importedText({ added, changed, same }: Counts): string {
  return `${countText(added)} new, ${countText(changed)} changed, ${countText(same)} the same`;
}
