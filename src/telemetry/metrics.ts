import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Every metric of the process. Labels never hold a person, a name of an object or a URL. */
export interface Metrics {
  readonly registry: Registry
  readonly graphqlRequests: Counter<'outcome'>
  readonly graphqlSeconds: Histogram
  readonly httpRequests: Counter<'route' | 'status'>
  readonly sourceCalls: Counter<'source' | 'outcome'>
  readonly sourceSeconds: Histogram<'source'>
  readonly sourceUp: Gauge<'source'>
  readonly cacheReads: Counter<'result'>
  readonly cacheEvictions: Counter
  readonly lineageCacheReads: Counter<'layer' | 'result'>
  readonly lineageCacheEvictions: Counter<'layer'>
  readonly lineageCacheAgeSeconds: Histogram<'layer'>
  readonly lineageCacheEntries: Gauge<'layer'>
  readonly lineageCacheBytes: Gauge<'layer'>
  readonly mirrorObjects: Counter<'source' | 'change'>
  readonly mirrorLagSeconds: Gauge<'source' | 'stream'>
  readonly lineageEvents: Counter<'outcome'>
  readonly ciReports: Counter<'outcome'>
  readonly hookDeliveries: Counter<'source' | 'outcome'>
  readonly hookReads: Counter<'source' | 'outcome'>
  readonly hookRegistered: Gauge<'source'>
  readonly auditAnchorUp: Gauge<'anchor'>
  readonly auditAnchorings: Counter<'anchor' | 'outcome'>
  readonly auditAnchorAgeSeconds: Gauge<'anchor'>
  readonly auditChainStale: Gauge<'log'>
  readonly streamsOpen: Gauge<'transport'>
  readonly streamsEnded: Counter<'transport' | 'reason'>
  readonly streamEvents: Counter<'transport'>
}

/** Of what is sent again: from a moment ago to as long as changes are remembered. */
const ages = [0.01, 0.1, 1, 10, 60, 300, 900, 3_600]

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Makes a registry of its own, so that two gateways in one process do not share counters. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    graphqlRequests: new Counter({
      registers,
      name: 'modelwarden_graphql_requests_total',
      help: 'GraphQL requests by outcome (ok, partial, error)',
      labelNames: ['outcome'],
    }),
    graphqlSeconds: new Histogram({
      registers,
      name: 'modelwarden_graphql_request_seconds',
      help: 'Time to answer a GraphQL request',
      buckets: seconds,
    }),
    httpRequests: new Counter({
      registers,
      name: 'modelwarden_http_requests_total',
      help: 'HTTP requests by route and status',
      labelNames: ['route', 'status'],
    }),
    sourceCalls: new Counter({
      registers,
      name: 'modelwarden_source_calls_total',
      help: 'Calls to a source by outcome',
      labelNames: ['source', 'outcome'],
    }),
    sourceSeconds: new Histogram({
      registers,
      name: 'modelwarden_source_call_seconds',
      help: 'Time a source takes to answer',
      labelNames: ['source'],
      buckets: seconds,
    }),
    sourceUp: new Gauge({
      registers,
      name: 'modelwarden_source_up',
      help: '1 while a source answers',
      labelNames: ['source'],
    }),
    cacheReads: new Counter({
      registers,
      name: 'modelwarden_object_cache_reads_total',
      help: 'Reads of the object cache by result (hit, miss, error, forged)',
      labelNames: ['result'],
    }),
    cacheEvictions: new Counter({
      registers,
      name: 'modelwarden_object_cache_evictions_total',
      help: 'Entries the memory cache dropped to stay within its size',
    }),
    ...lineageCacheMetrics(registers),
    mirrorObjects: new Counter({
      registers,
      name: 'modelwarden_mirror_objects_total',
      help: 'Objects written to the mirror by change (created, updated, unchanged, deleted)',
      labelNames: ['source', 'change'],
    }),
    ...auditMetrics(registers),
    ...hookMetrics(registers),
    ...streamMetrics(registers),
    mirrorLagSeconds: new Gauge({
      registers,
      name: 'modelwarden_mirror_lag_seconds',
      help: 'Seconds since a stream was last complete',
      labelNames: ['source', 'stream'],
    }),
  }
}

function streamMetrics(registers: Registry[]) {
  return {
    streamsOpen: new Gauge({
      registers,
      name: 'modelwarden_streams_open',
      help: 'Subscriptions that are open, by transport (sse, websocket)',
      labelNames: ['transport'],
    }),
    streamsEnded: new Counter({
      registers,
      name: 'modelwarden_streams_ended_total',
      help: 'Subscriptions that ended, by transport and reason (completed, refused, gone: the client left, slow: it did not read, closing: the gateway stopped, limit: the caller had too many)',
      labelNames: ['transport', 'reason'],
    }),
    streamEvents: new Counter({
      registers,
      name: 'modelwarden_stream_events_total',
      help: 'Events sent to subscriptions, by transport',
      labelNames: ['transport'],
    }),
  } as const
}

function lineageCacheMetrics(registers: Registry[]) {
  return {
    lineageCacheReads: new Counter({
      registers,
      name: 'modelwarden_lineage_cache_reads_total',
      help: 'Looks into the lineage cache by layer (skeleton: what walks read of the index; answer: whole answers) and result (hit, miss, stale: sent while it is renewed, outdated: changed since, forged)',
      labelNames: ['layer', 'result'],
    }),
    lineageCacheEvictions: new Counter({
      registers,
      name: 'modelwarden_lineage_cache_evictions_total',
      help: 'Entries that the memory of the lineage cache dropped to stay within its size, by layer',
      labelNames: ['layer'],
    }),
    lineageCacheAgeSeconds: new Histogram({
      registers,
      name: 'modelwarden_lineage_cache_age_seconds',
      help: 'Age of what the lineage cache answered with, by layer',
      labelNames: ['layer'],
      buckets: ages,
    }),
    lineageCacheEntries: new Gauge({
      registers,
      name: 'modelwarden_lineage_cache_entries',
      help: 'Entries in the memory of the lineage cache, by layer',
      labelNames: ['layer'],
    }),
    lineageCacheBytes: new Gauge({
      registers,
      name: 'modelwarden_lineage_cache_bytes',
      help: 'Bytes in the memory of the lineage cache, by layer',
      labelNames: ['layer'],
    }),
  }
}

function hookMetrics(registers: Registry[]) {
  return {
    lineageEvents: new Counter({
      registers,
      name: 'modelwarden_lineage_events_total',
      help: 'OpenLineage events that arrived by outcome (accepted, refused, failed)',
      labelNames: ['outcome'],
    }),
    ciReports: new Counter({
      registers,
      name: 'modelwarden_ci_reports_total',
      help: 'Reports of CI that arrived by outcome (accepted, refused, failed)',
      labelNames: ['outcome'],
    }),
    hookDeliveries: new Counter({
      registers,
      name: 'modelwarden_hook_deliveries_total',
      help: 'Events that tools sent by outcome (accepted, replayed, refused, unreadable); source "unknown" for what is none',
      labelNames: ['source', 'outcome'],
    }),
    hookReads: new Counter({
      registers,
      name: 'modelwarden_hook_reads_total',
      help: 'Reads of a source that events led to by outcome (ok, failed)',
      labelNames: ['source', 'outcome'],
    }),
    hookRegistered: new Gauge({
      registers,
      name: 'modelwarden_hook_up',
      help: '1 while a source that is to send events has the webhook of this gateway',
      labelNames: ['source'],
    }),
  }
}

function auditMetrics(registers: Registry[]) {
  return {
    auditAnchorUp: new Gauge({
      registers,
      name: 'modelwarden_audit_anchor_up',
      help: '1 while an anchor keeps the checkpoints of the audit trail; anchor "none" where none is configured',
      labelNames: ['anchor'],
    }),
    auditAnchorings: new Counter({
      registers,
      name: 'modelwarden_audit_anchorings_total',
      help: 'Tries to bring a checkpoint to an anchor by outcome (kept, failed, forked)',
      labelNames: ['anchor', 'outcome'],
    }),
    auditAnchorAgeSeconds: new Gauge({
      registers,
      name: 'modelwarden_audit_anchor_age_seconds',
      help: 'Seconds since an anchor last kept a checkpoint',
      labelNames: ['anchor'],
    }),
    auditChainStale: new Gauge({
      registers,
      name: 'modelwarden_audit_chain_stale',
      help: '1 while something of a log has waited for any anchor for more than five minutes',
      labelNames: ['log'],
    }),
  }
}
