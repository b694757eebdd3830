// Keeps somebody from leaving with typed changes that were not saved: when closing the tab, and when following a
// link within the client.
import { useEffect } from 'preact/hooks';

/** While `dirty`, leaving asks `question` first. */
export function useUnsaved(dirty: boolean, question: string): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const onClose = (event: BeforeUnloadEvent) => event.preventDefault();
    const onLink = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.('a[href]');
      if (!link || link.getAttribute('target') || link.getAttribute('href')?.startsWith('#')) return;
      // tel: and mailto: leave the page where it is.
      if (/^(tel|mailto):/.test(link.getAttribute('href') ?? '')) return;
      if (window.confirm(question)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('beforeunload', onClose);
    document.addEventListener('click', onLink, true);
    return () => {
      window.removeEventListener('beforeunload', onClose);
      document.removeEventListener('click', onLink, true);
    };
  }, [dirty, question]);
}
