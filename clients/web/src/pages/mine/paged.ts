// A list of consultations that grows by pages: the first is fetched when the question changes, each next one is put
// below what is shown.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api, Refused, type Schemas } from '../../api/client';
import type { operations } from '../../api/schema';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';

export type Consultation = Schemas['Consultation'];
export type Wanted = Omit<NonNullable<operations['listConsultations']['parameters']['query']>, 'offset' | 'limit'>;

export const page_size = 20;

export interface Paged {
  items: Consultation[] | undefined;
  total: number;
  error: Refused | undefined;
  busy: boolean;
  /** Fetches the next page; gives the id of the first that is new. */
  more: () => Promise<string | undefined>;
  again: () => Promise<void>;
}

async function fetchPage(wanted: Wanted, offset: number): Promise<Schemas['ConsultationList']> {
  return answer(api.GET('/consultations', { params: { query: { ...wanted, offset, limit: page_size } } }));
}

/** Nothing is fetched while `wanted` is nothing. */
export function usePaged(wanted: Wanted | undefined): Paged {
  const [items, setItems] = useState<Consultation[]>();
  const [total, setTotal] = useState(0);
  const [error, setError] = useState<Refused>();
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);

  async function fetch(offset: number, before: Consultation[]): Promise<string | undefined> {
    if (!wanted) return undefined;
    const mine = ++turn.current;
    setBusy(true);
    try {
      const page = await fetchPage(wanted, offset);
      if (mine !== turn.current) return undefined;
      const fresh = page.items.filter((each) => !before.some((other) => other.id === each.id));
      setItems([...before, ...fresh]);
      setTotal(page.total);
      setError(undefined);
      return fresh[0]?.id;
    } catch (fault) {
      if (mine === turn.current) setError(fault instanceof Refused ? fault : new Refused(0, undefined));
      return undefined;
    } finally {
      if (mine === turn.current) setBusy(false);
    }
  }

  const key = JSON.stringify(wanted);
  const code = useSignal(language);
  useEffect(() => {
    setItems(undefined);
    setTotal(0);
  }, [key]);
  // The server's words come in another language too; meanwhile those that are shown stay.
  useEffect(() => {
    void fetch(0, []);
    return () => {
      turn.current++;
    };
  }, [key, code]);

  return {
    items,
    total,
    error,
    busy,
    more: () => fetch(items?.length ?? 0, items ?? []),
    again: async () => void (await fetch(0, [])),
  };
}
