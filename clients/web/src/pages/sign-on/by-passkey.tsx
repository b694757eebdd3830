// The way in with a passkey of this device: no address, no password. Not there where the browser has none.
import { useState } from 'preact/hooks';
import { answer, api } from '../../api/client';
import { begin } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { hasPasskeys, signWithPasskey } from '../../parts/passkey';
import { signOnWords } from './words';

export function ByPasskey() {
  const w = signOnWords();
  const doing = useDoing();
  const [isLeft, setLeft] = useState(false);
  if (!hasPasskeys()) return null;

  async function signOn(): Promise<void> {
    setLeft(false);
    const body = await signWithPasskey(await answer(api.POST('/sessions/_begin-passkey')));
    if (body) await begin((await answer(api.POST('/sessions/_with-passkey', { body }))).user);
    else setLeft(true);
  }
  return (
    <div class="by-passkey">
      <Faults fault={doing.fault} />
      {isLeft && <Alert kind="info">{w.passkeyLeft}</Alert>}
      <Button busy={doing.busy} onClick={() => void doing.run(signOn)}>
        {w.withPasskey}
      </Button>
    </div>
  );
}
