import type { FastifyInstance, FastifyRequest } from 'fastify';

interface KnownRoute {
  readonly segments: readonly string[];
  readonly url: string;
  readonly methods: Set<string>;
}

/** Which methods a path answers to: the router itself only knows that this one is not among them. */
export class MethodTable {
  private readonly routes = new Map<string, KnownRoute>();

  /** `isServed` says whether the route with this pattern is to be had where the request came in. */
  constructor(
    instance: FastifyInstance,
    private readonly isServed: (request: FastifyRequest, pattern: string) => boolean,
  ) {
    instance.addHook('onRoute', ({ url, method }) => {
      const route = this.routes.get(url) ?? { url, segments: url.split('/'), methods: new Set() };
      for (const one of [method].flat()) route.methods.add(one);
      this.routes.set(url, route);
    });
  }

  allowedFor(request: FastifyRequest): string[] {
    const segments = (request.raw.url ?? '').split('?')[0]?.split('/') ?? [];
    for (const route of this.routes.values()) {
      if (matches(route, segments) && this.isServed(request, route.url)) return [...route.methods].sort();
    }
    return [];
  }
}

function matches(route: KnownRoute, segments: readonly string[]): boolean {
  if (route.segments.includes('*') || route.segments.length !== segments.length) return false;
  return route.segments.every((part, index) =>
    part.startsWith(':') ? segments[index] !== '' : part === segments[index],
  );
}
