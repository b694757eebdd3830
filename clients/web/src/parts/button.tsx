// Buttons, and links that look like them. While something is being done the button says so and cannot be pressed
// twice.
import type { ComponentChildren } from 'preact';

export type ButtonLook = 'primary' | 'secondary' | 'quiet';

const looks: Record<ButtonLook, string> = {
  primary: 'utrecht-button utrecht-button--primary-action',
  secondary: 'utrecht-button utrecht-button--secondary-action',
  quiet: 'utrecht-button utrecht-button--subtle',
};

interface ButtonProps {
  look?: ButtonLook;
  type?: 'button' | 'submit';
  busy?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  expanded?: boolean;
  controls?: string;
  label?: string;
  onClick?: () => void;
  children: ComponentChildren;
}

export function Button({ look = 'secondary', type = 'button', busy, disabled, pressed, expanded, controls, label, onClick, children }: ButtonProps) {
  return (
    <button
      class={`${looks[look]}${busy ? ' utrecht-button--busy' : ''}`}
      type={type}
      disabled={disabled}
      aria-disabled={busy ? 'true' : undefined}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-controls={controls}
      aria-label={label}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
    </button>
  );
}

export function ButtonLink({ id, href, look = 'secondary', children }: { id?: string; href: string; look?: ButtonLook; children: ComponentChildren }) {
  return (
    <a id={id} class={`${looks[look]} button-link`} href={href}>
      {children}
    </a>
  );
}
