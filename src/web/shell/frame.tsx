import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Menu as MenuIcon, Search, X } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import { Button, IconButton } from '../ui/button.tsx';
import { classes } from '../ui/class-names.ts';
import { Waiting } from '../ui/waiting.tsx';
import { AccountMenu } from './account-menu.tsx';
import { LostService } from './lost-service.tsx';
import { Palette } from './palette.tsx';
import { placesOf } from './places.ts';
import { SignInAgain } from './sign-in-again.tsx';
import { useViewer } from './viewer.ts';

/** What stands around every screen: the menu, the search, who is signed in. */
export function Frame() {
  const [menuOpen, setMenuOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = usePaletteKey();
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => setMenuOpen(false), [path]);
  return (
    <>
      <LostService />
      <div className="grid min-h-dvh grid-rows-[auto_1fr] lg:grid-cols-[14rem_minmax(0,1fr)] lg:grid-rows-1">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-accent focus:px-3 focus:py-2 focus:text-accent-ink"
        >
          Skip to the content
        </a>
        <Side open={menuOpen} onToggle={() => setMenuOpen((open) => !open)} />
        <div className="min-w-0">
          <div className="no-print flex h-13 items-center gap-2 border-b border-line bg-surface px-4 max-lg:hidden lg:px-6">
            <PaletteButton onOpen={() => setPaletteOpen(true)} />
            <span className="grow" />
            <AccountMenu />
          </div>
          <main id="content" tabIndex={-1} className="mx-auto max-w-[112rem] px-4 py-5 outline-none lg:px-6">
            <Suspense fallback={<Waiting />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
        {paletteOpen ? <Palette onClose={() => setPaletteOpen(false)} /> : null}
        <SignInAgain />
      </div>
    </>
  );
}

function usePaletteKey(): [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return [open, setOpen];
}

function PaletteButton({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <Button
      look="plain"
      onClick={onOpen}
      className="w-72 justify-start font-normal text-ink-faint"
      aria-keyshortcuts="Control+K"
    >
      <Search aria-hidden size={14} />
      <span className="grow text-left">Find or go to…</span>
      <kbd className="rounded-sm border border-line px-1 font-sans text-xs">Ctrl K</kbd>
    </Button>
  );
}

function Side({ open, onToggle }: { readonly open: boolean; readonly onToggle: () => void }) {
  return (
    <header className="no-print border-line bg-surface max-lg:border-b lg:sticky lg:top-0 lg:h-dvh lg:overflow-y-auto lg:border-r">
      <div className="flex h-13 items-center gap-2.5 px-4">
        <img src="/mark.svg" alt="" width={24} height={24} />
        <span className="grow text-base font-semibold tracking-tight">Creditbook</span>
        <span className="flex items-center gap-1 lg:hidden">
          <AccountMenu />
          <IconButton
            label={open ? 'Close the menu' : 'Open the menu'}
            aria-expanded={open}
            onClick={onToggle}
          >
            {open ? <X aria-hidden size={18} /> : <MenuIcon aria-hidden size={18} />}
          </IconButton>
        </span>
      </div>
      <nav aria-label="Screens" className={classes('px-2 pt-2 pb-4', !open && 'max-lg:hidden')}>
        <PlaceList />
      </nav>
    </header>
  );
}

function PlaceList() {
  const viewer = useViewer();
  const groups = [...Map.groupBy(placesOf(viewer.role), (place) => place.group)];
  return (
    <div className="grid gap-4">
      {groups.map(([group, places]) => (
        <div key={group}>
          <p className="px-2.5 pb-1 text-xs font-medium text-ink-faint">{group}</p>
          <ul className="grid gap-0.5">
            {places.map(({ label, to, icon: Icon }) => (
              <li key={label}>
                <Link
                  to={to}
                  activeOptions={{ exact: to === '/', includeSearch: false }}
                  className="flex items-center gap-2.5 rounded-md px-2.5 py-1.5 font-medium text-ink-soft hover:bg-hover hover:text-ink data-[status=active]:bg-accent-soft data-[status=active]:text-accent"
                >
                  <Icon aria-hidden size={16} />
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
