import { config } from 'zod/v4/core';

// Runs before any schema is made. Zod would try out whether it may compile code; our policy forbids that and reports it.
config({ jitless: true });
