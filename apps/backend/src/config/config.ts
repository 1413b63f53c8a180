export const CONFIG = Symbol('CONFIG');

export type Role = 'api' | 'sender';

/** Everything that can be set from outside, read once at boot and frozen. */
export interface Config {
  readonly environment: 'development' | 'production' | 'test';
  readonly roles: readonly Role[];
  /** Names this process among its kin; new at every start. */
  readonly nodeId: string;
  readonly api: { readonly host: string; readonly port: number; readonly publicUrl: string; readonly proxies: number };
  readonly admin: { readonly port: number; readonly consoleOrigin: string; readonly proxies: number };
  readonly database: {
    readonly url: string;
    /** As the owner of the tables; the same where there is one role for both. */
    readonly migrationUrl: string;
    readonly poolSize: number;
  };
  readonly keyringFile: string;
  readonly simulator: { readonly smppPort: number; readonly httpPort: number };
  readonly log: { readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent' };
  readonly delivery: {
    readonly leaseMs: number;
    readonly renewMs: number;
    readonly pollMs: number;
    readonly groupCommitMs: number;
    readonly rideAlongMs: number;
  };
  readonly retention: { readonly messagesDays: number };
}
