// Loaded into every child before its own code. When the parent is gone (also after kill -9) the channel to it
// closes: the child then stops as on SIGTERM, and at the latest after the grace period.
const GRACE_MS = 10_000

process.once('disconnect', () => {
  setTimeout(() => process.exit(1), GRACE_MS).unref()
  process.kill(process.pid, 'SIGTERM')
})
process.channel?.unref()

export {}
