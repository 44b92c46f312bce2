import { z } from 'zod'
import { eventSourceId } from '../kernel/event-source.ts'
import { Secret } from '../kernel/secret.ts'
import { approvals } from './approvals-model.ts'
import { attributes } from './attributes-model.ts'
import { auth } from './auth-model.ts'

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
  host: z.string().min(1).default('127.0.0.1').describe('Address to listen on'),
  port: z.int().min(0).max(65_535).default(4000).describe('Port to listen on; 0 takes a free one'),
  publicUrl: origin
    .optional()
    .describe('Address that people and tools reach the gateway at; by default the one it listens on'),
  mlflowUrl: origin
    .optional()
    .describe("Second origin for MLflow's own page; used once the governed MLflow door exists"),
  secret: z
    .string()
    .min(32, 'must have at least 32 characters; make one with: openssl rand -base64 48')
    .transform((text) => new Secret(text))
    .optional()
    .describe('All keys derive from it. Required with PostgreSQL; made at the first start beside the embedded store'),
  cors: z
    .strictObject({
      origins: z.array(z.string().min(1)).default([]).describe('Origins of browser pages that may call the API'),
    })
    .prefault({}),
  trustedProxies: z
    .array(z.string().min(1))
    .default([])
    .describe('Addresses or CIDR ranges of proxies whose X-Forwarded-* headers are believed'),
  tls: z
    .strictObject({
      cert: z.string().min(1).optional().describe('Path of the certificate chain, PEM'),
      key: z.string().min(1).optional().describe('Path of its key, PEM'),
    })
    .prefault({}),
  metricsPort: z
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Port of a loopback listener that serves /metrics without a token; off when left out'),
})

/** `store:` - where the gateway keeps what it owns. */
const store = z.strictObject({
  url: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must be "sqlite:PATH" or "postgres://USER@HOST/DATABASE"')
    .default('sqlite:.modelwarden/modelwarden.db')
    .describe('`sqlite:PATH`, relative to this file, or `postgres://USER@HOST/DATABASE`'),
})

/** `cache:` - where copies of tool objects are kept. */
const cache = z.strictObject({
  url: z
    .string()
    .regex(/^(memory:|rediss?:\/\/.+)$/, 'must be "memory:" or "redis://HOST:PORT/DB"')
    .default('memory:')
    .describe('`memory:` for one process, or `redis://HOST:PORT/DB`'),
  objectTtlMs: z
    .int()
    .min(0)
    .max(3_600_000)
    .default(30_000)
    .describe('How old a finished run or a logged model may be; aliases, tags and serving states are always read anew'),
  lineageMb: z
    .int()
    .min(0)
    .max(4_096)
    .default(24)
    .describe(
      'How much a process keeps of the nodes and edges that it met, in MB, 24 being some 15,000 nodes; 0 reads them from the store for each new question',
    ),
})

/** `limits:` - what one request and one principal may ask for. */
const limits = z.strictObject({
  costPerRequest: z.int().min(1).default(2_000).describe('Points that one request may cost'),
  costPerMinute: z.int().min(1).default(20_000).describe('Points that one principal may spend in a minute'),
  deadlineMs: z.int().min(100).max(60_000).default(10_000).describe('Time for one request'),
  deadlineMsMax: z
    .int()
    .min(100)
    .max(60_000)
    .default(60_000)
    .describe('The most that the header `modelwarden-timeout-ms` can raise it to'),
  streamsPerPrincipal: z
    .int()
    .min(0)
    .max(1_000)
    .default(20)
    .describe('Subscriptions that one principal may have open at one replica'),
  streamsPerConnection: z.int().min(1).max(1_000).default(10).describe('Subscriptions on one WebSocket'),
})

/** `sync:` - how the mirror follows the tools. */
const sync = z.strictObject({
  intervalMs: z.int().min(500).default(5_000).describe('Pause between two looks at what changed in a source'),
  fullIntervalMs: z
    .int()
    .min(10_000)
    .default(900_000)
    .describe('Pause between two full passes, which notice deletions'),
})

const environment = z.strictObject({
  name: z.string().min(1).max(64).describe('Name of the environment'),
  rank: z.int().describe('Its place in the order of promotion, lowest first'),
  protected: z.boolean().default(false).describe('Whether changes to it need more care'),
  release: z
    .strictObject({
      store: sourceId.describe('Source that keeps them: one of kind `s3` with credentials, or `filesystem`'),
      prefix: z
        .string()
        .regex(/^[^/\\]+(\/[^/\\]+)*$/, 'must be names joined by single slashes, such as "models/releases"')
        .describe('Where in it: `BUCKET/FOLDER` of a bucket, a folder below the root of a folder'),
    })
    .optional()
    .describe('Where a copy of what is promoted to it is put first, under its digest, for good. Read at every start'),
})

const target = z
  .strictObject({
    environment: z.string().min(1).describe('Environment that it stands for'),
    source: sourceId.describe('Source that holds it'),
    kind: z.enum(['ALIAS', 'DEPLOYMENT']).describe('What it is'),
    ref: z
      .string()
      .min(1)
      .describe(
        "`models:/NAME@ALIAS` for an alias, the deployment's name or `deployment:SOURCE/NAME` for a deployment",
      ),
    model: z
      .string()
      .regex(/^models:\/./, 'must be a model, such as "models:/fraud-detector"')
      .optional()
      .describe('For a deployment: the model whose versions requests may put there; without it, it is only shown'),
    registry: sourceId.optional().describe('Source that registers this model; needed with `model`'),
    onDrift: z
      .enum(['DETECT', 'ALERT', 'REVERT'])
      .default('ALERT')
      .describe(
        'What is done when it is changed past the gateway: note it, tell of it too, or put back what was approved. Read at every start',
      ),
  })
  .refine(
    ({ model, registry }) => (model === undefined) === (registry === undefined),
    'needs both model and registry, or neither',
  )
  .refine(
    ({ kind, model }) => kind === 'DEPLOYMENT' || model === undefined,
    'an alias names its model by itself; leave out model and registry',
  )

/** `drift:` - how often targets are looked at. */
const drift = z.strictObject({
  intervalMs: z.int().min(500).default(60_000).describe('Pause between two looks at what every target holds'),
  filesIntervalMs: z
    .int()
    .min(0)
    .default(3_600_000)
    .describe('Shortest pause between two hashings of the files of what a target should hold'),
  nativeRightsIntervalMs: z
    .int()
    .min(500)
    .default(900_000)
    .describe(
      'Pause between two looks at the rights that tools give by themselves on models of protected environments',
    ),
})

/** `copies:` - what becomes of the copies of versions on model servers. */
const copies = z.strictObject({
  clear: z.boolean().default(true).describe('Whether copies that nobody needs any more are removed'),
  keep: z
    .int()
    .min(1)
    .max(1_000)
    .default(3)
    .describe('How many of the versions that a target stood for last keep their copies, so that going back is instant'),
  intervalMs: z.int().min(500).default(21_600_000).describe('Pause between two looks for copies to remove'),
})

/** What every source has; the rest of its keys belong to its connector. */
const source = z.looseObject({
  id: sourceId
    .refine((id) => id !== eventSourceId, 'is the name of the source that lineage events are sent to; choose another')
    .describe('Name of the source in this gateway'),
  kind: z.string().min(1).describe('Its connector'),
  environment: z.string().min(1).optional().describe('Environment that its deployments belong to'),
  limits: z.record(z.string(), z.unknown()).optional().describe('What calls to it may cost; see below'),
})

const folderPrefix = z
  .string()
  .regex(/^[A-Za-z0-9._/-]*$/, 'must be letters, digits, dots, dashes and slashes')
  .default('')

/** `audit:` - where the audit trail is vouched for outside the store. */
const audit = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/,
      'must be letters, digits, dots, dashes and slashes, such as "warden.example"',
    )
    .optional()
    .describe(
      'Name of this installation in its logs, best a host name; made of its key by default. A log keeps its first',
    ),
  anchors: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('file').describe('A folder, best of another machine'),
          path: z.string().min(1).describe('The folder, relative to this file'),
        }),
        z.strictObject({
          kind: z.literal('s3').describe('A bucket; each checkpoint is an object that is written once'),
          source: sourceId.optional().describe('Source of kind `s3` whose endpoint and credentials are used'),
          endpoint: origin.optional().describe('Address of the S3 endpoint, instead of a source'),
          region: z.string().min(1).default('us-east-1').describe('Region that requests are signed for'),
          credentials: z
            .strictObject({
              accessKeyId: z.string().min(1).describe('Access key'),
              secretAccessKey: z
                .string()
                .min(1)
                .transform((text) => new Secret(text))
                .describe('Its secret'),
            })
            .optional(),
          bucket: z.string().min(1).describe('The bucket'),
          prefix: folderPrefix.describe('Before every key, such as `audit/`'),
        }),
        z.strictObject({
          kind: z.literal('git').describe('A branch of a repository, pushed to without force'),
          remote: z.string().min(1).describe('Whatever `git push` takes; credentials are up to git'),
          branch: z
            .string()
            .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'must be the name of a branch, such as "audit"')
            .default('audit')
            .describe('The branch; made when there is none'),
        }),
      ]),
    )
    .default([])
    .describe('Places outside the store that checkpoints are brought to'),
  checkpointSeconds: z.int().min(1).max(3_600).default(60).describe('Longest time from an event to a checkpoint'),
  checkpointEvents: z
    .int()
    .min(1)
    .default(1_000)
    .describe('Events after which a checkpoint does not wait for that time'),
  previousSecrets: z
    .array(
      z
        .string()
        .min(32)
        .transform((text) => new Secret(text)),
    )
    .default([])
    .describe(
      'Former values of `server.secret`, until the first start with the new one has handed the trail over to it',
    ),
})

/** `policies:` - what a store begins with that holds no policies yet. */
const policies = z.strictObject({
  directory: z
    .string()
    .optional()
    .describe(
      "Folder of `*.cedar` files, relative to this file, that a store begins with instead of the package's `default.cedar`",
    ),
})

/** `lineage:` - what is sent about where data comes from. */
const lineage = z.strictObject({
  openlineage: z.boolean().default(true).describe('Whether `/api/v1/lineage` takes events of OpenLineage'),
  namespaces: z
    .array(
      z.strictObject({
        namespace: z.string().min(1).describe('Namespace of datasets in events, such as `postgres://db.example:5432`'),
        source: sourceId.describe('Source that knows the same data'),
        workspace: z.string().default('').describe('Workspace within that source, where it has any'),
        prefix: z.string().default('').describe("What the source's name has before the event's name"),
      }),
    )
    .default([])
    .describe('Namespaces whose datasets are the same as those of a source'),
})

/** The whole of `modelwarden.yaml`. */
export const configModel = z.strictObject({
  server: server.prefault({}),
  store: store.prefault({}),
  cache: cache.prefault({}),
  limits: limits.prefault({}),
  sync: sync.prefault({}),
  audit: audit.prefault({}),
  log: z
    .strictObject({
      level: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('The least that is logged'),
    })
    .prefault({}),
  connectors: z
    .array(z.string().min(1))
    .default([])
    .describe('Modules of third parties that bring connectors: a package, or a path relative to this file'),
  environments: z.array(environment).default([
    { name: 'staging', rank: 1, protected: false },
    { name: 'production', rank: 2, protected: true },
  ]),
  sources: z.array(source).default([]),
  targets: z.array(target).default([]),
  drift: drift.prefault({}),
  copies: copies.prefault({}),
  attributes: attributes.prefault({}),
  auth: auth.prefault({}),
  lineage: lineage.prefault({}),
  policies: policies.prefault({}),
  approvals: approvals.prefault({}),
})

/** A validated configuration, before connectors have read their own keys. */
export type ConfigFile = z.infer<typeof configModel>
