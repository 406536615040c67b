import { Link, type LinkProps } from '@tanstack/react-router';

const TABS: readonly { readonly label: string; readonly to: NonNullable<LinkProps['to']> }[] = [
  { label: 'Billing files', to: '/deliveries' },
  { label: 'Sources', to: '/deliveries/sources' },
  { label: 'AWS credit records', to: '/deliveries/records' },
];

/** What the clouds delivered, and what AWS says of its credits beside it. */
export function DeliveryTabs() {
  return (
    <nav aria-label="What was read">
      <ul className="flex gap-1 border-b border-line">
        {TABS.map(({ label, to }) => (
          <li key={label}>
            <Link
              to={to}
              search={{}}
              activeOptions={{ exact: true, includeSearch: false }}
              className="-mb-px block border-b-2 border-transparent px-3 py-2 text-sm font-medium text-ink-soft hover:text-ink data-[status=active]:border-accent data-[status=active]:text-accent"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
