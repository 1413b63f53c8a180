import type { Permission } from '@codewire/contracts';
import { Injectable, RequestMethod, SetMetadata, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

const PERMISSION = 'codewire:permission';
const ADMIN_PREFIX = 'api/admin';

/** Which permission a handler of the admin API asks for. */
export const Permit = (permission: Permission) => SetMetadata(PERMISSION, permission);

type Handler = (...args: never[]) => unknown;

/** Stops the boot when a handler of the admin API declares no permission: forgetting it must not open a door. */
@Injectable()
export class PermissionCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const bare = this.discovery.getControllers().flatMap(({ metatype }) => this.withoutPermission(metatype));
    if (bare.length > 0) throw new Error(`These admin routes declare no permission: ${bare.join(', ')}. Add @Permit.`);
  }

  private withoutPermission(controller: unknown): string[] {
    if (typeof controller !== 'function') return [];
    const prototype = controller.prototype as Record<string, Handler>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (handler === undefined || Reflect.getMetadata(PERMISSION, handler) !== undefined) return [];
      return adminRoutes(controller, handler).map((route) => `${controller.name}.${name} (${route})`);
    });
  }
}

/** The admin routes that a method serves; none for other methods. */
function adminRoutes(controller: object, handler: Handler): string[] {
  const method: unknown = Reflect.getMetadata(METHOD_METADATA, handler);
  if (typeof method !== 'number') return [];
  return pathsOf(controller)
    .flatMap((prefix) => pathsOf(handler).map((path) => `${prefix}/${path}`.split('/').filter(Boolean).join('/')))
    .filter((path) => path === ADMIN_PREFIX || path.startsWith(`${ADMIN_PREFIX}/`))
    .map((path) => `${RequestMethod[method]} /${path}`);
}

function pathsOf(target: object): string[] {
  const path: unknown = Reflect.getMetadata(PATH_METADATA, target);
  return (Array.isArray(path) ? path : [path]).map((one) => (typeof one === 'string' ? one : ''));
}
