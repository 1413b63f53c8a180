import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { loadConfig } from '../config/load-config.js';
import { describeApi } from '../platform/openapi.js';
import type { Command } from './command.js';
import { writeGenerated } from './generated-file.js';

/** The document of the routes as they are declared. Nothing is made and nothing is connected to: the container only looks. */
export async function generateOpenApi(): Promise<string> {
  // Loaded here: the list of commands should not have to load the whole server.
  const { AppModule } = await import('../app.module.js');
  const config = loadConfig({ DATABASE_URL: 'postgresql://localhost/none', CODEWIRE_KEYRING_FILE: 'none' });
  const app = await NestFactory.create(AppModule.forRoot(config), new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  const document = describeApi(app);
  await app.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}

export const command: Command = {
  summary: 'Writes the description of /v1 (OpenAPI 3.1), or checks that it is up to date. Needs no database.',
  usage: ['--file <path> [--check]'],
  run: (args, io) => writeGenerated(args, io, generateOpenApi),
};
