// What nobody in the pool knew of when it was asked: a small table, each topic leading to the vocabulary, where it shows
// who comes near. It names no question.
import { useId } from 'preact/hooks';
import type { Schemas } from '../../api/client';
import { ButtonLink } from '../../parts/button';
import { Empty } from '../../parts/empty';
import { Table, type Column } from '../../parts/table';
import { sayDay } from '../../words/language';
import { hrefOf } from '../vocabulary/address';
import type { Work } from './fetching';
import { workWords } from './words';

type Gap = Schemas['Gap'];

function columns(): Column<Gap>[] {
  const w = workWords().gaps;
  return [
    { key: 'topic', head: w.topic, cell: ({ topic }) => topic.term },
    { key: 'times', head: w.times, numeric: true, cell: ({ times }) => times },
    { key: 'last', head: w.last, cell: ({ lastAskedOn }) => sayDay(lastAskedOn) },
  ];
}

export function Gaps({ gaps }: { gaps: Work['gaps'] }) {
  const w = workWords().gaps;
  const id = useId();
  const more = gaps.total - gaps.items.length;
  return (
    <section class="work__list" id="gaps" aria-labelledby={id}>
      <h2 class="utrecht-heading-2" id={id}>
        {w.title}
      </h2>
      {gaps.items.length === 0 ? (
        <Empty title={w.empty}>
          <p>{w.emptyWhat}</p>
        </Empty>
      ) : (
        <>
          <p class="quiet">{w.what}</p>
          <Table caption={w.title} columns={columns()} rows={gaps.items} keyOf={({ topic }) => topic.code} href={({ topic }) => hrefOf(topic.code)} />
          {more > 0 && <p class="quiet">{w.more(more)}</p>}
          <p>
            <ButtonLink href="/pool/uitnodigen">{w.invite}</ButtonLink>
          </p>
        </>
      )}
    </section>
  );
}
