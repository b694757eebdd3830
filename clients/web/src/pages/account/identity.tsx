// Which account of one's own organisation one signs on with; nothing where there is none.
import { answer, api } from '../../api/client';
import { useLoaded } from '../../parts/loading';
import { fetchProvider } from '../../parts/provider';
import { sayMoment } from '../../words/language';
import { accountWords } from './words';

export function OwnIdentity() {
  const w = accountWords();
  const found = useLoaded(async () => {
    const [identities, provider] = await Promise.all([answer(api.GET('/users/me/identities')), fetchProvider()]);
    return { identities: identities.items, label: provider.label };
  }, []);
  if (!found.data || found.data.identities.length === 0) return null;
  const { identities, label } = found.data;
  return (
    <section class="account__part" aria-labelledby="account-identity">
      <h2 class="utrecht-heading-2" id="account-identity">
        {w.identity}
      </h2>
      {identities.map((each) => (
        <p key={each.issuer}>{w.identityLinked(label ?? new URL(each.issuer).host, sayMoment(each.linkedAt), sayMoment(each.lastUsedAt))}</p>
      ))}
      <p class="quiet">{w.identityWhat}</p>
    </section>
  );
}
