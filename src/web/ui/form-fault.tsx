import { TriangleAlert } from 'lucide-react';

/** What the service says of a whole form. */
export function FormFault({ says }: { readonly says: string | null }) {
  if (says === null) return null;
  return (
    <p role="alert" className="flex gap-2 rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
      <span>{says}</span>
    </p>
  );
}
