import type { Permission } from '@codewire/contracts';
import { Injectable, RequestMethod, SetMetadata, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

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

type Handler = (...args: never[]) => unknown;

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
    return this.discovery.getControllers().flatMap(({ metatype }) => this.routesOf(metatype));
  }

  private routesOf(controller: unknown): AdminRoute[] {
    if (typeof controller !== 'function') return [];
    const prototype = controller.prototype as Record<string, Handler>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (handler === undefined) return [];
      return pathsServed(controller, handler).map(({ method, path }) => ({
        method,
        path,
        handlerName: `${controller.name}.${name}`,
        access: accessOf(handler),
      }));
    });
  }
}

/** The admin routes that a method serves; none for other methods. */
function pathsServed(controller: object, handler: Handler): { method: string; path: string }[] {
  const method: unknown = Reflect.getMetadata(METHOD_METADATA, handler);
  if (typeof method !== 'number') return [];
  return pathsOf(controller)
    .flatMap((prefix) => pathsOf(handler).map((path) => `${prefix}/${path}`.split('/').filter(Boolean).join('/')))
    .filter((path) => path === ADMIN_PREFIX || path.startsWith(`${ADMIN_PREFIX}/`))
    .map((path) => ({ method: String(RequestMethod[method]), path: `/${path}` }));
}

function pathsOf(target: object): string[] {
  const path: unknown = Reflect.getMetadata(PATH_METADATA, target);
  return (Array.isArray(path) ? path : [path]).map((one) => (typeof one === 'string' ? one : ''));
}
