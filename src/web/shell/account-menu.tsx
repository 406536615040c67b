import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChevronDown, KeyRound, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { rememberMe } from '../api/session.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuHeading, MenuItem } from '../ui/menu.tsx';
import { ChangePassword } from './change-password.tsx';
import { type Theme, useTheme } from './theme.ts';
import { ROLE_NAMES, useViewer } from './viewer.ts';

const THEMES: readonly { readonly theme: Theme; readonly label: string; readonly icon: typeof Sun }[] = [
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
  { theme: 'machine', label: 'As the machine', icon: Monitor },
];

export function AccountMenu() {
  const viewer = useViewer();
  const [theme, setTheme] = useTheme();
  const [changing, setChanging] = useState(false);
  const signOut = useSignOut();
  const name = viewer.user?.name ?? 'API key';
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" aria-label={`${name}: account and appearance`}>
            <span className="max-w-40 truncate">{name}</span>
            <ChevronDown aria-hidden size={14} />
          </Button>
        }
      >
        <MenuHeading>
          {ROLE_NAMES[viewer.role]}
          {viewer.party === null ? '' : ` · ${viewer.party.name}`}
        </MenuHeading>
        {THEMES.map(({ theme: one, label, icon: Icon }) => (
          <MenuItem key={one} onSelect={() => setTheme(one)}>
            <Icon aria-hidden size={14} /> {label}
            {theme === one ? <span className="sr-only"> (chosen)</span> : null}
            {theme === one ? <span aria-hidden>✓</span> : null}
          </MenuItem>
        ))}
        <MenuItem onSelect={() => setChanging(true)}>
          <KeyRound aria-hidden size={14} /> Change password
        </MenuItem>
        <MenuItem onSelect={signOut}>
          <LogOut aria-hidden size={14} /> Sign out
        </MenuItem>
      </Menu>
      {changing ? <ChangePassword onClose={() => setChanging(false)} /> : null}
    </>
  );
}

function useSignOut(): () => void {
  const answers = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void call('signOut', {}).finally(async () => {
      rememberMe(null);
      answers.clear();
      await navigate({ to: '/sign-in', search: {} });
    });
  };
}
