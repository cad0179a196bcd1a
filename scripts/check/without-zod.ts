// Loads the file named on the command line and fails when anything it loads asks for zod. Types may: they are gone
// by then, as they are in the mini-program's bundle.
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'

registerHooks({
  resolve(specifier, context, next) {
    if (/^zod(\/|$)/.test(specifier)) {
      console.error(`zod is loaded by ${context.parentURL}`)
      process.exit(1)
    }
    return next(specifier, context)
  },
})
await import(pathToFileURL(process.argv[2] ?? '').href)
