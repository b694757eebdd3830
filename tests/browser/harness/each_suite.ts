// What the test runner loads before each suite.
import { setUp } from './around.ts';

setUp();
