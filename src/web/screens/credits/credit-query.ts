import type { QueryGiven } from '../../../contract/route.ts';
import type { RouteOf } from '../../api/contract-routes.ts';

type Filter = NonNullable<QueryGiven<RouteOf<'sumCredits'>>>;
type Sort = NonNullable<NonNullable<QueryGiven<RouteOf<'listCredits'>>>['sort']>;
type Asked = { readonly [key in keyof Filter]?: string | undefined };

/** The filters of the address as the service reads them; it refuses a status or a period that does not exist. */
export function creditQuery(asked: Asked, period: string): Filter {
  const { status, older, ...rest } = asked;
  return {
    ...rest,
    period: asked.period === 'all' || period === '' ? undefined : period,
    older: older === 'false' ? 'false' : 'true',
    ...(status === undefined ? {} : { status: status as NonNullable<Filter['status']> }),
  };
}

export function creditSort(sort: string | undefined): Sort {
  return (sort ?? '-period') as Sort;
}
