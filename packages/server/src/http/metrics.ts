import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

import { authorise } from '../app/access/authorise.ts';
import type { AppContext } from '../app/context.ts';
import { AppFault } from '../app/faults.ts';

/** Prometheus metrics at /metrics: to the machine itself, and to a token or person whose role may see them. */
export function serveMetrics(
  server: FastifyInstance,
  options: {
    readonly system: AppContext;
    readonly contextOf: (request: FastifyRequest) => Promise<AppContext | null>;
  },
): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'everyline_' });
  const requests = new Histogram({
    name: 'everyline_http_request_seconds',
    help: 'Time to answer a request, by route and status class',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.05, 0.1, 0.2, 0.5, 1, 5],
    registers: [registry],
  });
  const { store } = options.system;
  const lines = new Gauge({
    name: 'everyline_lines',
    help: 'Lines by their current verdict',
    labelNames: ['verdict'],
    registers: [registry],
  });
  const outcomes = new Gauge({
    name: 'everyline_observations',
    help: 'Observations by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const inProgress = new Gauge({
    name: 'everyline_calls_in_progress',
    help: 'Test calls in progress',
    registers: [registry],
  });
  const stopped = new Gauge({
    name: 'everyline_stopped',
    help: '1 while everything is stopped',
    registers: [registry],
  });
  const certificates = new Gauge({
    name: 'everyline_trunk_certificate_expiry_timestamp_seconds',
    help: 'When a certificate of a trunk expires, in seconds since 1970',
    labelNames: ['trunk', 'subject'],
    registers: [registry],
  });
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    requests.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
  });
  server.get('/metrics', async (request, reply) => {
    const direct = /^(127\.|::1$|::ffff:127\.)/.test(request.ip);
    if (!direct || request.headers['x-forwarded-for'] !== undefined) {
      const context = await options.contextOf(request);
      if (!context) throw new AppFault('not_signed_in');
      await authorise(context, 'metrics.see');
    }
    const nowMs = options.system.clock.nowMs();
    const totals = await store.figures.totals('all', nowMs, nowMs);
    lines.reset();
    for (const one of totals.verdicts) lines.set({ verdict: one.verdict }, one.lines);
    outcomes.reset();
    for (const one of await store.figures.outcomes())
      outcomes.set({ outcome: one.outcome }, one.calls);
    inProgress.set(await store.trunks.callsInProgress());
    stopped.set((await store.trunks.stop()) === null ? 0 : 1);
    certificates.reset();
    for (const { name, clientCertificate, authorities } of await store.trunks.all()) {
      for (const { subject, validToMs } of [clientCertificate ?? [], authorities].flat())
        certificates.set({ trunk: name, subject }, validToMs / 1000);
    }
    return reply.header('content-type', registry.contentType).send(await registry.metrics());
  });
}
