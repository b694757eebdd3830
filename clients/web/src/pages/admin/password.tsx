// A new password for somebody who lost theirs, given by an administrator: it is shown here once, and ends every
// session of that person.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { TextField } from '../../parts/field';
import { useUnsaved } from '../../parts/unsaved';
import { faultAt } from './editing';
import { adminWords } from './words';

// Without letters and digits that look alike, so that it can be read out.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Four groups of four, by chance: about 79 bits. */
export function newPassword(): string {
  const groups: string[] = [];
  while (groups.length < 4) {
    let group = '';
    while (group.length < 4) {
      const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
      // Bytes past the last whole round of letters would make some of them likelier.
      if (byte < 256 - (256 % letters.length)) group += letters.charAt(byte % letters.length);
    }
    groups.push(group);
  }
  return groups.join('-');
}

export function SetPassword({ user }: { user: Schemas['User'] }) {
  const w = adminWords().users;
  const [password, setPassword] = useState('');
  const [given, setGiven] = useState('');
  const doing = useDoing();
  useUnsaved(password !== '', adminWords().leaveUnsaved);
  const submit = () =>
    doing.run(async () => {
      await answer(api.PUT('/users/{userId}/password', { params: { path: { userId: user.id } }, body: { password } }));
      setGiven(password);
      setPassword('');
    });
  return (
    <form
      class="edit edit--password"
      aria-label={w.setPasswordOf(user.name)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 class="utrecht-heading-3">{w.setPassword}</h2>
      <p class="quiet">{w.setPasswordWhat}</p>
      <Faults fault={doing.fault} shown={['/password']} />
      {given && (
        <Alert kind="ok" title={w.passwordSet(user.name)}>
          <p>
            {w.passwordGiven} <code class="edit__secret">{given}</code>
          </p>
        </Alert>
      )}
      <div class="edit__password">
        <TextField label={w.newPassword} help={w.passwordRule} value={password} maxLength={200} fault={faultAt(doing.fault, '/password')} onInput={setPassword} />
        <Button onClick={() => setPassword(newPassword())}>{w.makePassword}</Button>
      </div>
      <Button type="submit" busy={doing.busy} disabled={!password}>
        {w.givePassword}
      </Button>
    </form>
  );
}
