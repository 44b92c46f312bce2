import { z } from 'zod'
import { Secret } from '../kernel/secret.ts'

const sourceId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,62}$/,
    'must be lower-case letters, digits and dashes, beginning with a letter, such as "tracking"',
  )

const origin = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address, such as "http://127.0.0.1:4000"' })
  .transform((text) => text.replace(/\/+$/, ''))

/** `server:` - where the gateway listens and how it is reached. */
const server = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(4000),
  /** Address that people and tools reach the gateway at; by default the address it listens on. */
  publicUrl: origin.optional(),
  /** Second origin for MLflow's own page; used once the governed MLflow door exists. */
  mlflowUrl: origin.optional(),
  secret: z
    .string()
    .min(32, 'must have at least 32 characters; make one with: openssl rand -base64 48')
    .transform((text) => new Secret(text))
    .optional(),
  cors: z.strictObject({ origins: z.array(z.string().min(1)).default([]) }).prefault({}),
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-* headers are believed. */
  trustedProxies: z.array(z.string().min(1)).default([]),
  tls: z.strictObject({ cert: z.string().min(1).optional(), key: z.string().min(1).optional() }).prefault({}),
  /** Port of an own loopback listener for /metrics without a token; off when left out. */
  metricsPort: z.int().min(0).max(65_535).optional(),
})

/** `store:` - where the gateway keeps what it owns. */
const store = z.strictObject({
  url: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must be "sqlite:PATH" or "postgres://USER@HOST/DATABASE"')
    .default('sqlite:.modelwarden/modelwarden.db'),
})

/** `cache:` - where copies of tool objects are kept. */
const cache = z.strictObject({
  url: z
    .string()
    .regex(/^(memory:|rediss?:\/\/.+)$/, 'must be "memory:" or "redis://HOST:PORT/DB"')
    .default('memory:'),
  objectTtlMs: z.int().min(0).max(3_600_000).default(30_000),
})

/** `limits:` - what one request and one principal may ask for. */
const limits = z.strictObject({
  costPerRequest: z.int().min(1).default(2_000),
  costPerMinute: z.int().min(1).default(20_000),
  deadlineMs: z.int().min(100).max(60_000).default(10_000),
  deadlineMsMax: z.int().min(100).max(60_000).default(60_000),
})

/** `sync:` - how the mirror follows the tools. */
const sync = z.strictObject({
  intervalMs: z.int().min(500).default(5_000),
  fullIntervalMs: z.int().min(10_000).default(900_000),
})

const environment = z.strictObject({
  name: z.string().min(1).max(64),
  rank: z.int(),
  protected: z.boolean().default(false),
})

const target = z.strictObject({
  environment: z.string().min(1),
  source: sourceId,
  kind: z.enum(['ALIAS', 'DEPLOYMENT']),
  /** `models:/NAME@ALIAS` for an alias, the deployment's name for a deployment. */
  ref: z.string().min(1),
})

/** What every source has; the rest of its keys belong to its connector. */
const source = z.looseObject({
  id: sourceId,
  kind: z.string().min(1),
  environment: z.string().min(1).optional(),
  limits: z.record(z.string(), z.unknown()).optional(),
})

/** The whole of `modelwarden.yaml`. */
export const configModel = z.strictObject({
  server: server.prefault({}),
  store: store.prefault({}),
  cache: cache.prefault({}),
  limits: limits.prefault({}),
  sync: sync.prefault({}),
  log: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error']).default('info') }).prefault({}),
  /** Modules of third parties that bring connectors: a package, or a path relative to this file. */
  connectors: z.array(z.string().min(1)).default([]),
  environments: z.array(environment).default([
    { name: 'staging', rank: 1, protected: false },
    { name: 'production', rank: 2, protected: true },
  ]),
  sources: z.array(source).default([]),
  targets: z.array(target).default([]),
})

/** A validated configuration, before connectors have read their own keys. */
export type ConfigFile = z.infer<typeof configModel>

/** One entry of `sources:`. */
export type SourceEntry = ConfigFile['sources'][number]
