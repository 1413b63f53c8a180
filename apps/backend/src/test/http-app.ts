import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { ConfigModule } from '../config/config.module.js';
import { loadConfig } from '../config/load-config.js';
import { createHttpApp, type HttpApp } from '../platform/http.js';
import { createKeyring } from '../platform/keyring-file.js';
import { PlatformModule } from '../platform/platform.module.js';

export interface TestHttpApp extends HttpApp {
  /** Origins of the two doors. */
  readonly api: string;
  readonly admin: string;
}

/** The HTTP front around the given controllers, on free ports and without a database. */
export async function startHttpApp(
  controllers: Type[],
  settings: Readonly<Record<string, string>> = {},
): Promise<TestHttpApp> {
  const folder = mkdtempSync(join(tmpdir(), 'codewire-http-'));
  const file = join(folder, 'keyring.json');
  createKeyring({ file, development: true });
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: 'postgresql://localhost/none',
    CODEWIRE_KEYRING_FILE: file,
    CODEWIRE_API_PORT: '0',
    CODEWIRE_ADMIN_API_PORT: '0',
    CODEWIRE_LOG_LEVEL: 'silent',
    ...settings,
  });
  class TestModule {}
  const imports = [ConfigModule.forRoot(config), PlatformModule];
  const app = await createHttpApp(
    { module: TestModule, imports, controllers },
    {
      isUnavailable: (error) => (error as { code?: string }).code === 'ECONNREFUSED',
    },
  ).finally(() => rmSync(folder, { recursive: true }));
  const { apiPort, adminPort } = await app.listen();
  return { ...app, api: `http://127.0.0.1:${apiPort}`, admin: `http://127.0.0.1:${adminPort}` };
}

/** Declares a route. Tests are outside of the build that turns decorators into calls, so they are called by hand. */
export function declareRoute(
  controller: Type,
  method: string,
  decorators: { verb: MethodDecorator; inputs?: readonly ParameterDecorator[] },
): void {
  const prototype = controller.prototype as object;
  decorators.inputs?.forEach((input, index) => input(prototype, method, index));
  decorators.verb(prototype, method, Object.getOwnPropertyDescriptor(prototype, method) as PropertyDescriptor);
}
