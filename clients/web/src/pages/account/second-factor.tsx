// One's own second step of signing on: setting it up, another app, new recovery codes, and switching it off. Each
// asks the password again, and a code where there is one.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { RecoveryCodes, SetUpFactor, type ProposedFactor } from '../../parts/factor';
import { Load, useLoaded, type Loaded } from '../../parts/loading';
import { sayMoment } from '../../words/language';
import { Prove } from './prove';
import { accountWords } from './words';

type SecondFactor = Schemas['SecondFactor'];
type Doing = 'replace' | 'renew' | 'switch_off';

const few = 3;

function Ways({ factor, onChoose }: { factor: SecondFactor; onChoose: (doing: Doing) => void }) {
  const w = accountWords();
  if (!factor.since) {
    return (
      <>
        <p>{w.factorOff}</p>
        <Button onClick={() => onChoose('replace')}>{w.factorSetUp}</Button>
      </>
    );
  }
  return (
    <>
      <p>
        {w.factorOn(sayMoment(factor.since), factor.recoveryCodesLeft)} {factor.devices > 0 && w.factorDevices(factor.devices)}
      </p>
      {factor.recoveryCodesLeft <= few && <Alert kind="warning">{w.factorFew}</Alert>}
      {factor.required && <p class="quiet">{w.factorRequired}</p>}
      <div class="buttons">
        <Button onClick={() => onChoose('renew')}>{w.factorRenew}</Button>
        <Button onClick={() => onChoose('replace')}>{w.factorReplace}</Button>
        {!factor.required && (
          <Button look="quiet" onClick={() => onChoose('switch_off')}>
            {w.factorSwitchOff}
          </Button>
        )}
      </div>
    </>
  );
}

function Factor({ factor, loaded }: { factor: SecondFactor; loaded: Loaded<SecondFactor> }) {
  const w = accountWords();
  const [doing, setDoing] = useState<Doing>();
  const [proposed, setProposed] = useState<ProposedFactor>();
  const [codes, setCodes] = useState<string[]>();
  const [told, setTold] = useState('');

  async function end(sentence: string): Promise<void> {
    setDoing(undefined);
    setProposed(undefined);
    setCodes(undefined);
    setTold(sentence);
    await loaded.again();
  }
  async function prove(password: string, code: string): Promise<void> {
    if (doing === 'replace') {
      setProposed(await answer(api.POST('/users/me/second-factor/_propose', { body: { password, ...(code && { code }) } })));
    } else if (doing === 'renew') {
      setCodes((await answer(api.POST('/users/me/second-factor/recovery-codes', { body: { password, code } }))).recoveryCodes);
    } else {
      await answer(api.POST('/users/me/second-factor/_switch-off', { body: { password, code } }));
      await end(w.factorIsOff);
    }
  }
  async function confirm(code: string): Promise<void> {
    setCodes((await answer(api.POST('/users/me/second-factor', { body: { code } }))).recoveryCodes);
  }

  if (codes) return <RecoveryCodes codes={codes} onKept={() => void end(doing === 'renew' ? w.factorRenewed : w.factorIsOn)} />;
  if (proposed) {
    return (
      <>
        <SetUpFactor proposed={proposed} confirm={confirm} />
        <Button look="quiet" onClick={() => void end('')}>
          {w.factorCancel}
        </Button>
      </>
    );
  }
  const labels: Record<Doing, string> = { replace: factor.since ? w.factorReplace : w.factorSetUp, renew: w.factorRenew, switch_off: w.factorSwitchOff };
  return (
    <>
      <p class="account__told" role="status">
        {told}
      </p>
      {doing ? (
        <Prove label={labels[doing]} withCode={factor.since !== undefined} prove={prove} onCancel={() => setDoing(undefined)} />
      ) : (
        <Ways
          factor={factor}
          onChoose={(wanted) => {
            setTold('');
            setDoing(wanted);
          }}
        />
      )}
    </>
  );
}

export function OwnSecondFactor() {
  const w = accountWords();
  const loaded = useLoaded(() => answer(api.GET('/users/me/second-factor')), []);
  return (
    <section class="account__part" aria-labelledby="account-factor">
      <h2 class="utrecht-heading-2" id="account-factor">
        {w.factor}
      </h2>
      <Load what={loaded}>{(factor) => <Factor factor={factor} loaded={loaded} />}</Load>
    </section>
  );
}
