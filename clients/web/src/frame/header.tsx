// What stands above every page: whose pool it is, the language, who is signed on.
import { language, setLanguage } from '../words/language';
import { useSignal } from '../words/signal';
import { signOff, type Me } from './session';
import { frameWords } from './words';

export function Header({ user }: { user: Me | null | undefined }) {
  const w = frameWords();
  const code = useSignal(language);
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
      <div class="header__tools">
        <button class="header__tool" type="button" lang={other} onClick={() => setLanguage(other)}>
          {w.otherLanguage}
        </button>
        {user && (
          <>
            <a class="header__tool" href="/account">
              {user.name}
            </a>
            <button class="header__tool" type="button" onClick={() => void signOff()}>
              {w.signOff}
            </button>
          </>
        )}
      </div>
    </header>
  );
}
