import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = {
  registry: Registry
  httpSeconds: Histogram<'route' | 'status'>
  handlerFailures: Counter<'table'>
  inFlight: Gauge
  /** Open pages that are told of news. */
  newsSockets: Gauge
  /** Rows of the outbox and of deadlines, by state: waiting (due now) or setAside. */
  work: Gauge<'table' | 'state'>
}

export function createMetrics(role: string, options: { process?: boolean } = {}): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ role })
  if (options.process) collectDefaultMetrics({ register: registry })
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'linggong_http_seconds',
      help: 'Time to answer, by route and status',
      labelNames: ['route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3],
      registers: [registry],
    }),
    handlerFailures: new Counter({
      name: 'linggong_handler_failures',
      help: 'Failed runs of event and deadline handlers',
      labelNames: ['table'],
      registers: [registry],
    }),
    work: new Gauge({
      name: 'linggong_work_rows',
      help: 'Events and deadlines due and not handled, or set aside after repeated failures',
      labelNames: ['table', 'state'],
      registers: [registry],
    }),
    newsSockets: new Gauge({ name: 'linggong_news_sockets', help: 'Open pages told of news', registers: [registry] }),
    inFlight: new Gauge({ name: 'linggong_http_in_flight', help: 'Requests being answered', registers: [registry] }),
  }
}
