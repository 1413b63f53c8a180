// `npm test`: every test that npm alone can serve, browser included, from a fresh clone. Plain JavaScript for Node 20.
import { tellFailure, testProjects } from './testing/take-clone.mjs';

testProjects(['unit', 'db', 'e2e', 'browser']).then((code) => (process.exitCode = code), tellFailure);
