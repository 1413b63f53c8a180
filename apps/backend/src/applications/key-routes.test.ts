import 'reflect-metadata';
import { Controller, Delete, Get, Module, type Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { expect, test } from 'vitest';
import { declareScope, KeyRoutes } from './key-routes.js';

/** A room with these controllers, as far as its start; resolves with the table of its routes. */
async function boot(...controllers: Type[]): Promise<KeyRoutes> {
  class Room {}
  Module({ imports: [DiscoveryModule], controllers, providers: [KeyRoutes] })(Room);
  const context = await NestFactory.createApplicationContext(Room, { logger: false, abortOnError: false });
  const routes = context.get(KeyRoutes);
  await context.close();
  return routes;
}

/** Tests are outside of the build that turns decorators into calls, so they are called by hand. */
function decorate(controller: Type, method: string, ...decorators: MethodDecorator[]): void {
  const prototype = controller.prototype as object;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, method) as PropertyDescriptor;
  for (const decorator of decorators) decorator(prototype, method, descriptor);
}

class Declared {
  read(): void {}
  cancel(): void {}
  notARoute(): void {}
}
Controller('v1/things')(Declared);
decorate(Declared, 'read', Get(':id'), declareScope('read'));
decorate(Declared, 'cancel', Delete(':id'), declareScope('start'));

class Forgotten {
  read(): void {}
  cancel(): void {}
}
Controller('v1/others')(Forgotten);
decorate(Forgotten, 'read', Get(':id'), declareScope('read'));
decorate(Forgotten, 'cancel', Delete(':id'));

class Elsewhere {
  read(): void {}
}
Controller('api/admin/things')(Elsewhere);
decorate(Elsewhere, 'read', Get());

test('the scope of each handler is known from the start on', async () => {
  const routes = await boot(Declared, Elsewhere);
  const { read, cancel, notARoute } = Declared.prototype;
  expect([routes.scopeOf(read), routes.scopeOf(cancel)]).toEqual(['read', 'start']);
  expect(() => routes.scopeOf(notARoute)).toThrow('without @NeedsScope');
});

test('a route of /v1 that declares none stops the start, and is named', async () => {
  await expect(boot(Declared, Forgotten)).rejects.toThrow(
    'These routes of /v1 declare no scope: Forgotten.cancel (DELETE /v1/others/:id). Add @NeedsScope.',
  );
});
