import type { KeyScope } from '@codewire/contracts';
import { Injectable, SetMetadata, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { declaredRoutes } from '../platform/declared-routes.js';

const SCOPE = 'codewire:scope';
const API_PREFIX = 'v1';

/** Written on a handler by `@NeedsScope`. */
export const declareScope = (scope: KeyScope) => SetMetadata(SCOPE, scope);

/** The scope that each handler of /v1 asks for, read off the controllers once. */
@Injectable()
export class KeyRoutes implements OnModuleInit {
  private readonly scopes = new Map<object, KeyScope>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Stops the boot when a handler declares none: forgetting it must not give every key what only some may. */
  onModuleInit(): void {
    const routes = declaredRoutes(API_PREFIX, this.discovery, this.scanner);
    for (const { handler } of routes) {
      const scope = Reflect.getMetadata(SCOPE, handler) as KeyScope | undefined;
      if (scope !== undefined) this.scopes.set(handler, scope);
    }
    const bare = routes.filter(({ handler }) => !this.scopes.has(handler));
    if (bare.length === 0) return;
    const told = bare.map(({ handlerName, method, path }) => `${handlerName} (${method} ${path})`).join(', ');
    throw new Error(`These routes of /v1 declare no scope: ${told}. Add @NeedsScope.`);
  }

  /** Throws for a handler that was not there at the start. */
  scopeOf(handler: object): KeyScope {
    const scope = this.scopes.get(handler);
    if (scope === undefined) throw new Error('a route of /v1 without @NeedsScope was served');
    return scope;
  }
}
