import 'reflect-metadata';
import { DiscoveryService, MetadataScanner, NestFactory, type ModulesContainer } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { loadConfig } from '../config/load-config.js';
import { AdminRoutes, type AdminRoute } from '../platform/permit.js';

/** The routes of the admin API as the controllers declare them. Nothing is made: the container only looks. */
export async function listAdminRoutes(): Promise<AdminRoute[]> {
  const config = loadConfig({ DATABASE_URL: 'postgresql://localhost/none', CODEWIRE_KEYRING_FILE: 'none' });
  const app = await NestFactory.create(AppModule.forRoot(config), new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  const { container } = app as unknown as { container: { getModules(): ModulesContainer } };
  const routes = new AdminRoutes(new DiscoveryService(container.getModules()), new MetadataScanner()).list();
  await app.close();
  return routes;
}
