import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import type { DiscoveryService, MetadataScanner } from '@nestjs/core';

type Handler = (...args: never[]) => unknown;

/** A route as its controller declares it. */
export interface DeclaredRoute {
  readonly method: string;
  /** With a leading slash and `:parameters`. */
  readonly path: string;
  readonly handlerName: string;
  readonly controller: object;
  readonly handler: object;
}

/** Every route under a path such as `api/admin`, read off the controllers. */
export function declaredRoutes(under: string, discovery: DiscoveryService, scanner: MetadataScanner): DeclaredRoute[] {
  return discovery.getControllers().flatMap(({ metatype: controller }): DeclaredRoute[] => {
    if (typeof controller !== 'function') return [];
    const prototype = controller.prototype as Record<string, Handler>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (handler === undefined) return [];
      const handlerName = `${controller.name}.${name}`;
      return pathsServed(under, controller, handler).map((path) => ({ ...path, handlerName, controller, handler }));
    });
  });
}

/** The routes that a method serves; none for other methods. */
function pathsServed(under: string, controller: object, handler: Handler): { method: string; path: string }[] {
  const method: unknown = Reflect.getMetadata(METHOD_METADATA, handler);
  if (typeof method !== 'number') return [];
  return pathsOf(controller)
    .flatMap((prefix) => pathsOf(handler).map((path) => `${prefix}/${path}`.split('/').filter(Boolean).join('/')))
    .filter((path) => path === under || path.startsWith(`${under}/`))
    .map((path) => ({ method: String(RequestMethod[method]), path: `/${path}` }));
}

function pathsOf(target: object): string[] {
  const path: unknown = Reflect.getMetadata(PATH_METADATA, target);
  return (Array.isArray(path) ? path : [path]).map((one) => (typeof one === 'string' ? one : ''));
}
