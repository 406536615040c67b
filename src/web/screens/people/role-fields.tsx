import type { RoleName } from '../../../contract/primitives.ts';
import { PartyCombo } from '../../book/party-combo.tsx';
import { ROLE_NAMES, sideOf, useViewer } from '../../shell/viewer.ts';
import type { Item } from '../../ui/combo.tsx';
import { SelectField } from '../../ui/field.tsx';

type Props = {
  readonly role: RoleName;
  readonly party: Item | null;
  readonly onRole: (role: RoleName) => void;
  readonly onParty: (party: Item | null) => void;
  readonly fault: (field: string) => string | null;
};

/** A role, and for resellers and customers whose. */
export function RoleFields({ role, party, onRole, onParty, fault }: Props) {
  const viewer = useViewer();
  const own = sideOf(viewer.role) === 'reseller';
  const roles = (Object.keys(ROLE_NAMES) as RoleName[]).filter(
    (one) => !own || sideOf(one) !== 'distributor',
  );
  const side = sideOf(role);
  return (
    <>
      <SelectField
        label="Role"
        options={roles.map((value) => ({ value, label: ROLE_NAMES[value] }))}
        value={role}
        onText={(value) => {
          onRole(value as RoleName);
          onParty(own && sideOf(value as RoleName) === 'reseller' ? viewer.party : null);
        }}
        fault={fault('role')}
      />
      {side === 'distributor' || (own && side === 'reseller') ? null : (
        <PartyCombo
          label={side === 'reseller' ? 'Reseller' : 'Customer'}
          of={side === 'reseller' ? 'resellers' : 'customers'}
          chosen={party}
          onPick={onParty}
          fault={fault('party')}
        />
      )}
    </>
  );
}
