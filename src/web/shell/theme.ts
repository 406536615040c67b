import { useState } from 'react';

export type Theme = 'light' | 'dark' | 'machine';
const STORED = 'creditbook.theme';

/** The viewer's choice of light or dark; `machine` follows the machine. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(
    () => (document.documentElement.dataset['theme'] as Theme | undefined) ?? 'machine',
  );
  return [
    theme,
    (chosen) => {
      if (chosen === 'machine') {
        delete document.documentElement.dataset['theme'];
        localStorage.removeItem(STORED);
      } else {
        document.documentElement.dataset['theme'] = chosen;
        localStorage.setItem(STORED, chosen);
      }
      setTheme(chosen);
    },
  ];
}
