// Said above steps or readings when the address asks for those of one consultation.
import type { LogAddress } from './address';
import { stepWords } from './step-words';

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The consultation that the address names, if it names one. */
export function onlyConsultation(address: LogAddress): string | undefined {
  const named = address.get('consultatie');
  return id.test(named) ? named : undefined;
}

export function OnlyOne({ address }: { address: LogAddress }) {
  const w = stepWords();
  const only = onlyConsultation(address);
  if (!only) return null;
  return (
    <p class="log__only">
      <strong>{w.oneConsultation}</strong>
      <a href={`/vragen/${only}`}>{w.theConsultation}</a>
      <a href={address.with({ consultatie: '' })}>{w.allConsultations}</a>
    </p>
  );
}

/** The links of a row to its consultation. */
export function ConsultationLinks({ address, consultation, at }: { address: LogAddress; consultation?: string; at: string }) {
  const w = stepWords();
  if (!consultation) return <>–</>;
  return (
    <span class="log__links">
      <a href={`/vragen/${consultation}`}>
        {w.consultation}
        <span class="visually-hidden">, {at}</span>
      </a>
      {!onlyConsultation(address) && (
        <a href={address.with({ consultatie: consultation, periode: 'alles', van: '', tot: '' })}>
          {w.onlyThis}
          <span class="visually-hidden">, {at}</span>
        </a>
      )}
    </span>
  );
}
