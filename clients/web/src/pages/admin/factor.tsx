// Taking away the second step of signing on of somebody who lost the app and the recovery codes.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Faults, useDoing } from '../../parts/doing';
import { Sure } from '../../parts/sure';
import { adminWords } from './words';

export function ClearFactor({ user }: { user: Schemas['User'] }) {
  const w = adminWords().users;
  const [isCleared, setCleared] = useState(false);
  const doing = useDoing();
  const clear = () =>
    doing.run(async () => {
      await answer(api.DELETE('/users/{userId}/second-factor', { params: { path: { userId: user.id } } }));
      setCleared(true);
    });
  return (
    <div class="edit">
      <Faults fault={doing.fault} />
      {isCleared && <Alert kind="ok">{w.factorCleared(user.name)}</Alert>}
      <Sure ask={w.clearFactor} what={w.clearFactorWhat} yes={w.clearFactorYes} no={w.clearFactorNo} busy={doing.busy} onYes={() => void clear()} />
    </div>
  );
}
