// A message that stands in the page and says what is the matter. Errors are told to screen readers at once.
import type { ComponentChildren } from 'preact';

export type AlertKind = 'info' | 'ok' | 'warning' | 'error';

export function Alert({ kind, title, children }: { kind: AlertKind; title?: string; children?: ComponentChildren }) {
  return (
    <div class={`utrecht-alert utrecht-alert--${kind} alert`} role={kind === 'error' || kind === 'warning' ? 'alert' : 'status'}>
      <div class="utrecht-alert__content">
        {title && <p class="alert__title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
