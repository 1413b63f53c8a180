import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/** The largest body that a handler takes, in octets, where that is more than all others take. */
export const BodyLimit = (bodyLimit: number) => RouteConfig({ bodyLimit });

/** Call before there are any routes. */
export function honourBodyLimits(instance: FastifyInstance): void {
  instance.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as { readonly bodyLimit?: number };
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
}
