// How each operation about keeping and erasing succeeds, and where it conflicts.
import { administrator } from './client.ts';
import type { Ask } from './client.ts';
import type { Prepare, Prepared } from './stages.ts';
import { makeCase, params } from './world.ts';
import type { World } from './world.ts';

const some = (as: Prepared['as'], ask: Ask = {}): Prepared => ({ as, ask });
/** What coordinators ask of their own municipality. */
const simple = (ask: Ask | ((world: World) => Ask)): Prepare => ({
  ready: async (world) => some(world.coordinator, typeof ask === 'function' ? ask(world) : ask),
});
const byAdministrator = (ask: Ask | ((world: World) => Ask)): Prepare => ({
  ready: async (world) => some(administrator(), typeof ask === 'function' ? ask(world) : ask),
});

const inDays = (count: number): string => new Date(Date.now() + count * 24 * 3_600_000).toISOString();
/** A hold of thirty days. */
export const holding = () => ({ reason: 'complaint', until: inDays(30) });
/** Past which nothing is now that was made for a test, and everything within a year. */
const fresh_term = { class: 'consultations', days: 90 };
const erasing = { reason: 'request_of_resident', confirmation: 'erase' };

/** Of a new case, to which the coordinator did this first. */
async function afterwards(world: World, ask: Ask, first?: [operation: string, body: object]): Promise<Prepared> {
  const made = await makeCase(world, 'alone');
  if (first) await world.coordinator.do(first[0], { params: params(made), body: first[1] });
  return some(world.coordinator, { params: params(made), ...ask });
}

export const keeping: Record<string, Prepare> = {
  getRetention: simple((world) => ({
    params: { municipalityId: world.municipality },
    query: { consultationDays: 730, peopleDays: 1830 },
  })),
  chooseRetentionTerm: byAdministrator((world) => ({
    params: { municipalityId: world.municipality },
    body: fresh_term,
  })),
  listDue: {
    ready: async (world) => {
      await makeCase(world, 'alone');
      const params = { municipalityId: world.municipality };
      await administrator().do('chooseRetentionTerm', { params, body: fresh_term });
      return some(world.coordinator, { params, query: { class: 'consultations', before: inDays(365), limit: 5 } });
    },
  },
  listDestructions: simple((world) => ({
    params: { municipalityId: world.municipality },
    query: { from: '2020-01-01T00:00:00Z', before: '2099-01-01T00:00:00Z', export: false, limit: 5 },
  })),
  listHolds: simple({ query: { limit: 5 } }),
  holdConsultation: {
    ready: (world) => afterwards(world, { body: holding() }),
    conflict: (world) => afterwards(world, { body: holding() }, ['eraseConsultation', erasing]),
  },
  endHold: { ready: (world) => afterwards(world, {}, ['holdConsultation', holding()]) },
  eraseConsultation: {
    ready: (world) => afterwards(world, { body: erasing }),
    conflict: (world) => afterwards(world, { body: erasing }, ['holdConsultation', holding()]),
  },
  listSignOnFailures: byAdministrator({ query: { from: '2020-01-01T00:00:00Z', before: '2099-01-01T00:00:00Z', limit: 5 } }),
};
