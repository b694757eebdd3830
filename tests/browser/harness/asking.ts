// The page for asking: its fields, and a question written and understood.
import type { Locator, Page, Request } from 'playwright-core';

export const situation = 'Jongen wordt over vier maanden 18, LVB, begeleiding stopt; moeder heeft schulden, post ongeopend. Geen verslaving. Woont in Kruiskamp.';

export const text = (page: Page): Locator => page.getByLabel('Wat speelt er?');
export const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click();
export const people = (page: Page): Locator => page.locator('[data-person]');

/** Writes the question and waits until what is shown is about all of it. */
export async function write(page: Page, question: string): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/v1/matches') && (response.request().postDataJSON() as { question: string }).question === question);
  await text(page).fill(question);
  await answered;
  await people(page).first().waitFor();
}

export function questionsSent(page: Page): Request[] {
  const sent: Request[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/v1/consultations')) sent.push(request);
  });
  return sent;
}
