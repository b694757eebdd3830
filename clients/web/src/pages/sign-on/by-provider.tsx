// The way in by an account of one's own organisation, where there is one. Beside something that was being written it
// opens another window: this page would be gone, and it hears of it when somebody signed on there.
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { useLoaded } from '../../parts/loading';
import { fetchProvider, goToProvider } from '../../parts/provider';
import { signOnWords } from './words';

export function ByProvider({ isBeside }: { isBeside: boolean }) {
  const w = signOnWords();
  const provider = useLoaded(fetchProvider, []);
  const doing = useDoing();
  // Without an answer the form for a password is there all the same.
  const label = provider.data?.available ? provider.data.label : undefined;
  if (!label) return null;
  return (
    <div class="by-provider">
      <Faults fault={doing.fault} />
      {isBeside ? (
        <a class="utrecht-button utrecht-button--secondary-action button-link" href="/" target="_blank" rel="noopener">
          {w.withProviderElsewhere(label)}
        </a>
      ) : (
        <Button busy={doing.busy} onClick={() => void doing.run(() => goToProvider(location.pathname + location.search))}>
          {w.withProvider(label)}
        </Button>
      )}
      <p class="by-provider__or">
        <span>{w.or}</span>
      </p>
    </div>
  );
}
