import { useSuspenseQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { RoleName } from '../../contract/primitives.ts';
import type { Me } from '../../contract/session.ts';
import { keyOf } from '../api/ask.ts';
import { call } from '../api/call.ts';
import { isAnother, rememberMe, signedInAgain } from '../api/session.ts';

/** Who is signed in; if it is somebody else by now, the first one is waited for. */
export const askMe = {
  queryKey: keyOf('getMe'),
  queryFn: askWho,
  staleTime: Number.POSITIVE_INFINITY,
};

async function askWho(): Promise<Me> {
  const me = await call('getMe', {});
  if (isAnother(me)) {
    await signedInAgain();
    return askWho();
  }
  rememberMe(me);
  return me;
}

export const ViewerContext = createContext<Me | null>(null);

export function useViewer(): Me {
  const given = useContext(ViewerContext);
  const { data } = useSuspenseQuery(askMe);
  return given ?? data;
}

const SIDES: Readonly<Record<RoleName, 'distributor' | 'reseller' | 'customer'>> = {
  'distributor-admin': 'distributor',
  'distributor-analyst': 'distributor',
  auditor: 'distributor',
  'reseller-admin': 'reseller',
  'reseller-user': 'reseller',
  'customer-user': 'customer',
};

export function sideOf(role: RoleName): 'distributor' | 'reseller' | 'customer' {
  return SIDES[role];
}

export const ROLE_NAMES: Readonly<Record<RoleName, string>> = {
  'distributor-admin': 'Distributor admin',
  'distributor-analyst': 'Distributor analyst',
  auditor: 'Auditor',
  'reseller-admin': 'Reseller admin',
  'reseller-user': 'Reseller user',
  'customer-user': 'Customer',
};
