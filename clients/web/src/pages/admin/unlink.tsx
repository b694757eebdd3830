// Parting somebody from their account of the organisation, where people sign on with one.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Faults, useDoing } from '../../parts/doing';
import { useLoaded } from '../../parts/loading';
import { fetchProvider } from '../../parts/provider';
import { Sure } from '../../parts/sure';
import { adminWords } from './words';

export function Unlink({ user }: { user: Schemas['User'] }) {
  const w = adminWords().users;
  const provider = useLoaded(fetchProvider, []);
  const [isParted, setParted] = useState(false);
  const doing = useDoing();
  const part = () =>
    doing.run(async () => {
      await answer(api.DELETE('/users/{userId}/identities', { params: { path: { userId: user.id } } }));
      setParted(true);
    });
  const label = provider.data?.label;
  if (!label) return null;
  return (
    <div class="edit">
      <Faults fault={doing.fault} />
      {isParted && <Alert kind="ok">{w.unlinked(user.name)}</Alert>}
      <Sure ask={w.unlink(label)} what={w.unlinkWhat} yes={w.unlinkYes} no={w.clearFactorNo} busy={doing.busy} onYes={() => void part()} />
    </div>
  );
}
