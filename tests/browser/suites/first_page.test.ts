// What the first page costs, and what the browser is forbidden: measured on what really goes over the line.
import { expect, test } from 'vitest';
import { origin } from '../harness/around.ts';
import { visitor } from '../harness/people.ts';

const most_bytes = 60 * 1024;

test('The first page is at most 60 KB with everything it loads', async () => {
  const page = await visitor({ path: 'about:blank' });
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  const asked = new Map<string, string>();
  let bytes = 0;
  line.on('Network.requestWillBeSent', (event) => asked.set(event.requestId, event.request.url));
  line.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  await page.goto(origin());
  await page.locator('form.sign-on').waitFor();
  await page.waitForLoadState('networkidle');
  expect([...asked.values()].every((url) => url.startsWith(origin()))).toBe(true);
  expect(asked.size).toBeGreaterThan(2);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(most_bytes);
});

test('Pages forbid scripts, styles and frames of others, and nothing inline runs', async () => {
  const page = await visitor({ provokes: /TrustedScript/ });
  const answer = await page.request.get('/');
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain('unsafe');
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.text = 'window.ranInline = true';
    } catch {
      return 'refused';
    }
    document.body.append(script);
    return 'ranInline' in window ? 'ran' : 'blocked';
  });
  expect(ran).toBe('refused');
});
