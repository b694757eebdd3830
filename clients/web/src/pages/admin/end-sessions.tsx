// Signing somebody off everywhere, without taking their access away: for a laptop that was lost.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Faults, useDoing } from '../../parts/doing';
import { Sure } from '../../parts/sure';
import { adminWords } from './words';

export function EndSessions({ user }: { user: Schemas['User'] }) {
  const w = adminWords().users;
  const [ended, setEnded] = useState<number>();
  const doing = useDoing();
  const end = (tokens: boolean) =>
    doing.run(async () => {
      const params = { path: { userId: user.id }, query: { tokens } };
      setEnded((await answer(api.DELETE('/users/{userId}/sessions', { params }))).ended);
    });
  return (
    <div class="edit">
      <Faults fault={doing.fault} />
      {ended !== undefined && <Alert kind="ok">{w.sessionsEnded(user.name, ended)}</Alert>}
      <div class="buttons">
        <Sure ask={w.endSessions} what={w.endSessionsWhat} yes={w.endSessionsYes} no={w.clearFactorNo} busy={doing.busy} onYes={() => void end(false)} />
        <Sure ask={w.endTokens} what={w.endTokensWhat} yes={w.endSessionsYes} no={w.clearFactorNo} busy={doing.busy} onYes={() => void end(true)} />
      </div>
    </div>
  );
}
