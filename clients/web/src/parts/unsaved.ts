// Keeps somebody from leaving with typed changes that were not saved: when closing the tab, when following a link
// within the client, and when going back.
import { useEffect } from 'preact/hooks';

/** While `dirty`, leaving asks `question` first. */
export function useUnsaved(dirty: boolean, question: string): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const onClose = (event: BeforeUnloadEvent) => event.preventDefault();
    const here = location.pathname + location.search;
    // Going back has happened when it is heard of: the page is put in front again before it is drawn anew.
    const onBack = (event: PopStateEvent) => {
      if (location.pathname + location.search === here || window.confirm(question)) return;
      event.stopImmediatePropagation();
      history.pushState(null, '', here);
    };
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
    window.addEventListener('popstate', onBack, true);
    document.addEventListener('click', onLink, true);
    return () => {
      window.removeEventListener('beforeunload', onClose);
      window.removeEventListener('popstate', onBack, true);
      document.removeEventListener('click', onLink, true);
    };
  }, [dirty, question]);
}
