import type { Permission } from '@codewire/contracts';
import { Injectable, SetMetadata, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { declaredRoutes } from './declared-routes.js';

const ACCESS = 'codewire:access';
const ADMIN_PREFIX = 'api/admin';

export interface PermitOptions {
  /** Asks for a proof of who is there that is not older than ten minutes. */
  readonly stepUp?: true;
  /** Also allowed to someone who has no second factor yet. */
  readonly duringEnrolment?: true;
}

/** Who may call a handler of the admin API. */
export type Access =
  { readonly kind: 'public' } | ({ readonly kind: 'permission'; readonly permission: Permission } & PermitOptions);

/** Which permission a handler of the admin API asks for. */
export const Permit = (permission: Permission, options: PermitOptions = {}) =>
  SetMetadata(ACCESS, { kind: 'permission', permission, ...options } satisfies Access);

/** A handler of the admin API for those who are not signed in: signing in itself. It guards itself. */
export const Public = () => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

export function accessOf(handler: object): Access | undefined {
  return Reflect.getMetadata(ACCESS, handler) as Access | undefined;
}

export interface AdminRoute {
  readonly method: string;
  /** With a leading slash and `:parameters`. */
  readonly path: string;
  readonly handlerName: string;
  readonly access: Access | undefined;
}

/** Every route of the admin API with who may call it, read off the controllers. */
@Injectable()
export class AdminRoutes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Stops the boot when a handler declares nothing: forgetting it must not open a door. */
  onModuleInit(): void {
    const bare = this.list().filter(({ access }) => access === undefined);
    if (bare.length === 0) return;
    const told = bare.map(({ handlerName, method, path }) => `${handlerName} (${method} ${path})`).join(', ');
    throw new Error(`These admin routes declare no permission: ${told}. Add @Permit.`);
  }

  list(): AdminRoute[] {
    return declaredRoutes(ADMIN_PREFIX, this.discovery, this.scanner).map(({ method, path, handlerName, handler }) => ({
      method,
      path,
      handlerName,
      access: accessOf(handler),
    }));
  }
}
