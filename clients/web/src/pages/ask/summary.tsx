// What will happen when the question is sent: to whom it goes, by when, and then what; with the buttons to send it and
// to keep it. It stays in view on a wide screen.
import { useRef } from 'preact/hooks';
import type { Refused, Schemas } from '../../api/client';
import { Button } from '../../parts/button';
import { Chip, Chips } from '../../parts/chips';
import { Faults } from '../../parts/doing';
import { sayWeekday } from './deadlines';
import type { DraftOf } from './draft';
import { focusNeighbour } from './focus';
import type { Specialist } from './matching';
import { sendingWords, type Ahead } from './sending-words';

interface Props {
  chosen: Specialist[];
  group: Schemas['Group'] | undefined;
  ahead: Ahead;
  busy: boolean;
  fault: Refused | undefined;
  /** Places whose fault a field shows. */
  shown: string[];
  draft: DraftOf;
  draftHoldsAll: boolean;
  onRemove: (id: string) => void;
  onRemoveGroup: () => void;
  onSend: () => void;
  onKeep: () => void;
}

export function Summary(props: Props) {
  const w = sendingWords();
  const { chosen, group, draft } = props;
  const place = useRef<HTMLElement>(null);
  const nobody = chosen.length === 0 && !group;
  const away = (then: () => void) => () => {
    focusNeighbour(place.current, '.chip button', () => place.current?.querySelector<HTMLElement>('.summary__buttons button'));
    then();
  };
  return (
    <section ref={place} class="summary" aria-label={w.summaryLabel}>
      <div class="summary__faults">
        <Faults fault={props.fault} shown={props.shown} />
        <Faults fault={draft.saving.fault} />
      </div>
      <div>
        <div class="summary__to">
          <h3 class="summary__title">{nobody ? w.nobodyYet : w.summary}</h3>
          {!nobody && (
            <Chips label={w.summary}>
              {chosen.map((person) => (
                <Chip key={person.id} look="topic" removeLabel={w.notAskAnyMore(person.name)} onRemove={away(() => props.onRemove(person.id))}>
                  {person.name}
                </Chip>
              ))}
              {group && (
                <Chip look="topic" removeLabel={w.notAskAnyMore(w.group1(group.name))} onRemove={away(props.onRemoveGroup)}>
                  {w.group1(group.name)}
                </Chip>
              )}
            </Chips>
          )}
        </div>
        <p class="summary__ahead">{w.ahead(props.ahead)}</p>
      </div>
      <div>
        <div class="summary__buttons">
          <Button look="primary" busy={props.busy || draft.saving.busy} onClick={props.onSend}>
            {w.go}
          </Button>
          <Button busy={draft.saving.busy || props.busy} onClick={props.onKeep}>
            {draft.kept ? w.keepAgain : w.keep}
          </Button>
        </div>
        <p class="summary__kept quiet" role="status">
          {props.busy ? w.sending : keptWords(draft, props.draftHoldsAll)}
        </p>
        <p class="summary__kept quiet">{w.keepWhat}</p>
      </div>
    </section>
  );
}

function keptWords({ kept, savedBeside }: DraftOf, holdsAll: boolean): string {
  const w = sendingWords();
  if (!kept) return '';
  const day = sayWeekday(kept.deletedAt);
  if (!holdsAll) return w.keptChanged(day);
  return savedBeside ? `${w.kept(day)} ${w.savedBeside}` : w.kept(day);
}
