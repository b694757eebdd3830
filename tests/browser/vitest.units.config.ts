// What the web client works out by itself, tried without a browser.
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['units/**/*.test.ts'] } });
