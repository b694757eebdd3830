// What stands above every page: whose pool it is, the language, who is signed on, and signing off, which asks first
// when something is not sent.
import { useState } from 'preact/hooks';
import { Alert } from '../parts/alert';
import { Button } from '../parts/button';
import { Faults, useDoing } from '../parts/doing';
import { language, setLanguage } from '../words/language';
import { useSignal } from '../words/signal';
import { Bell } from './bell';
import { hasUnsent, signOff, type Me } from './session';
import { frameWords } from './words';

export function Header({ user }: { user: Me | null | undefined }) {
  const w = frameWords();
  const code = useSignal(language);
  const doing = useDoing();
  const [asking, setAsking] = useState(false);
  const leave = () => void doing.run(signOff);
  const other = code === 'nl' ? 'en' : 'nl';
  return (
    <header class="header">
      <a class="header__product" href="/">
        <img src="/icon.svg" alt="" width="32" height="32" />
        <span class="header__name">
          {w.product}
          {user && <span class="header__place">{user.municipality.name}</span>}
        </span>
      </a>
      <button class="header__tool" type="button" lang={other} onClick={() => setLanguage(other)}>
        {w.otherLanguage}
      </button>
      {user && (
        <div class="header__tools">
          <Bell />
          <a class="header__tool" href="/account">
            {user.name}
          </a>
          <button class="header__tool" type="button" onClick={() => (hasUnsent() ? setAsking(true) : leave())}>
            {w.signOff}
          </button>
        </div>
      )}
      {user && (asking || doing.fault) && (
        <div class="header__asking">
          <Faults fault={doing.fault} />
          {asking && (
            <Alert kind="warning" title={w.unsent}>
              <div class="header__choices">
                <Button look="primary" onClick={() => setAsking(false)}>
                  {w.unsentStay}
                </Button>
                <Button busy={doing.busy} onClick={leave}>
                  {w.unsentLeave}
                </Button>
              </div>
            </Alert>
          )}
        </div>
      )}
    </header>
  );
}
