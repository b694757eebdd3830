// After a refusal the focus goes to the first field that is at fault; without one it stays with the alert.
import { useEffect, useRef, type MutableRef } from 'preact/hooks';
import type { Refused } from '../api/client';

/** To be put on the form. */
export function useFaultyFocus<T extends HTMLElement>(fault: Refused | undefined): MutableRef<T | null> {
  const form = useRef<T>(null);
  useEffect(() => {
    if (fault) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [fault]);
  return form;
}
