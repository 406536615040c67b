import type { QueryGiven } from '../../../contract/route.ts';
import type { RouteOf } from '../../api/contract-routes.ts';

type Filter = NonNullable<QueryGiven<RouteOf<'sumCredits'>>>;
type Sort = NonNullable<NonNullable<QueryGiven<RouteOf<'listCredits'>>>['sort']>;
export type Asked = { readonly [key in keyof Filter]?: string | undefined };

/** The filters of the address as the service reads them; it refuses a status or a period that does not exist. */
export function creditQuery(asked: Asked, period: string): Filter {
  const { status, older, ...rest } = asked;
  return {
    ...rest,
    period: asked.period === 'all' || isRange(asked) || period === '' ? undefined : period,
    older: older === 'false' ? 'false' : 'true',
    ...(status === undefined ? {} : { status: status as NonNullable<Filter['status']> }),
  };
}

/** The dates of the list are a range of billing periods, not one of them. */
export function isRange({ from, to }: Asked): boolean {
  return from !== undefined || to !== undefined;
}

export function creditSort(sort: string | undefined): Sort {
  return (sort ?? '-period') as Sort;
}
