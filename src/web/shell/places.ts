import type { LinkProps } from '@tanstack/react-router';
import {
  Building2,
  CalendarCheck2,
  Coins,
  FileText,
  FolderInput,
  ListOrdered,
  type LucideIcon,
  Mail,
  ReceiptText,
  ScrollText,
  Settings,
  ShieldCheck,
  UserRoundCog,
  Users,
  Wallet,
} from 'lucide-react';
import type { RoleName } from '../../contract/primitives.ts';

export type Place = {
  readonly label: string;
  readonly to: NonNullable<LinkProps['to']>;
  readonly icon: LucideIcon;
  readonly group: 'Work' | 'My own' | 'Book';
  readonly who: readonly RoleName[];
};

const READERS: readonly RoleName[] = ['distributor-admin', 'distributor-analyst', 'auditor'];
const RESELLERS: readonly RoleName[] = ['reseller-admin', 'reseller-user'];

/** The menu: which screens there are for whom. The service decides what may be seen; this only leaves out dead ends. */
export const PLACES: readonly Place[] = [
  { label: 'Billing period', to: '/', icon: CalendarCheck2, group: 'Work', who: READERS },
  { label: 'Credits', to: '/credits', icon: Coins, group: 'Work', who: READERS },
  { label: 'Rules', to: '/rules', icon: ListOrdered, group: 'Work', who: READERS },
  { label: 'Customers', to: '/customers', icon: Users, group: 'Work', who: [...READERS, ...RESELLERS] },
  { label: 'Resellers', to: '/resellers', icon: Building2, group: 'Work', who: READERS },
  {
    label: 'Statements',
    to: '/statements',
    icon: ReceiptText,
    group: 'Work',
    who: [...READERS, ...RESELLERS],
  },
  { label: 'Outbox', to: '/outbox', icon: Mail, group: 'Work', who: [...READERS, ...RESELLERS] },
  { label: 'Deliveries', to: '/deliveries', icon: FolderInput, group: 'Work', who: READERS },
  {
    label: 'My statements',
    to: '/my/statements',
    icon: FileText,
    group: 'My own',
    who: [...RESELLERS, 'customer-user'],
  },
  {
    label: 'My credits',
    to: '/my/credits',
    icon: Wallet,
    group: 'My own',
    who: [...RESELLERS, 'customer-user'],
  },
  { label: 'Control sheet', to: '/checks', icon: ShieldCheck, group: 'Book', who: READERS },
  { label: 'Audit', to: '/audit', icon: ScrollText, group: 'Book', who: ['distributor-admin', 'auditor'] },
  {
    label: 'Users and keys',
    to: '/people',
    icon: UserRoundCog,
    group: 'Book',
    who: ['distributor-admin', 'auditor', 'reseller-admin'],
  },
  { label: 'Settings', to: '/settings', icon: Settings, group: 'Book', who: [...READERS, ...RESELLERS] },
];

export function placesOf(role: RoleName): readonly Place[] {
  return PLACES.filter((place) => place.who.includes(role));
}
