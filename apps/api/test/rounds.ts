import type { TestApp } from './app.ts'

/** Lets a dispatcher hear and ask until neither it nor the worker role has anything left to do. */
export async function untilStill(app: TestApp, dispatcher: { tick(): Promise<number> }): Promise<void> {
  await app.drain()
  while ((await dispatcher.tick()) > 0) await app.drain()
}
