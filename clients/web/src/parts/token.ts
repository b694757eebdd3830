// The secret of a link (an invitation, a new password): it comes in the fragment of the address, which is never sent
// to a server, and is taken out of the address bar and the history at once.
import { useEffect, useState } from 'preact/hooks';

function take(): string {
  const token = location.hash.slice(1);
  if (token) history.replaceState(history.state, '', location.pathname);
  return token;
}

/** The token of the link that was opened last; empty when there was none. */
export function useToken(): string {
  const [token, setToken] = useState(take);
  useEffect(() => {
    // Another link pasted over this page changes the fragment only.
    const onChange = () => {
      const fresh = take();
      if (fresh) setToken(fresh);
    };
    window.addEventListener('hashchange', onChange);
    return () => window.removeEventListener('hashchange', onChange);
  }, []);
  return token;
}
