// What joining stores, a step at a time: the account, the profile, the hours. Each step reads the newest version first,
// since the coordinator may be recording agreements meanwhile.
import { answer, answered, api, type Schemas } from '../../api/client';
import { bodyOf, draftOf, type Draft } from '../profile/draft';

type Specialist = Schemas['Specialist'];

/** Makes the account and signs on with it. */
export async function makeAccount(token: string, name: string, password: string, language: 'nl' | 'en'): Promise<Schemas['OwnUser']> {
  const signedOn = await answer(api.POST('/joinings', { body: { token, name: name.trim(), password, language } }));
  return signedOn.user;
}

export async function readDraft(id: string): Promise<Draft> {
  return draftOf(await answer(api.GET('/specialists/{specialistId}', { params: { path: { specialistId: id } } })));
}

export async function storeProfile(id: string, draft: Draft): Promise<Specialist> {
  const path = { specialistId: id };
  const { etag } = await answered(api.GET('/specialists/{specialistId}', { params: { path } }));
  return answer(api.PUT('/specialists/{specialistId}', { params: { path, header: { 'If-Match': etag } }, body: bodyOf(draft) }));
}

/** Stores the hours as they stand in the sentence; an empty one takes them away. */
export async function storeHours(id: string, sentence: string): Promise<void> {
  const path = { specialistId: id };
  const { data, etag } = await answered(api.GET('/specialists/{specialistId}/availability', { params: { path } }));
  const hoursText = sentence.trim();
  if (!hoursText && data.hoursText === undefined) return;
  const { exceptions, absences, whereabouts, paused, mostOpen, mostNewPerWeek, noticeHours, reachableUntil } = data;
  const body = { exceptions, absences, whereabouts, paused, mostOpen, mostNewPerWeek, noticeHours, reachableUntil, ...(hoursText ? { hoursText } : {}) };
  await answered(api.PUT('/specialists/{specialistId}/availability', { params: { path, header: { 'If-Match': etag } }, body }));
}
